package dev.tripod.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Case(35)
class Case35BadFramesAreToldAndTheFifthEndsTheSocket {
    private final Instances both;
    private final Studio studio;

    Case35BadFramesAreToldAndTheFifthEndsTheSocket(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    @Test
    void noHelloInFiveSecondsIs4408() {
        var begin = System.nanoTime();
        var silent = RoomSocket.open(both.b(), studio.desktop(), studio.room());
        assertThat(silent.closeCode()).isEqualTo(4408);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void aSecondHelloIs4400() {
        var desk = studio.enter(both.a(), studio.desktop());
        desk.say("{\"type\":\"hello\"}");
        assertThat(desk.closeCode()).isEqualTo(4400);
    }

    @Test
    void eachBadFrameIsToldTheFifthIs4400AndNoneIsLogged() {
        var desk = studio.enter(both.b(), studio.desktop());
        var watching = studio.enter(both.a(), studio.guest(both.a(), "viewer"));
        desk.say("{case35-secret");
        desk.say("{\"type\":\"case35-secret\"}");
        desk.say("{\"type\":\"send\",\"id\":\"m\",\"kind\":\"case35-secret\",\"data\":\"case35-secret\"}");
        desk.sayBinary("case35-secret".getBytes(UTF_8));
        var codes = Stream.generate(() -> desk.next("error"))
                .limit(4)
                .map(error -> error.path("code").asText())
                .toList();
        assertThat(codes).containsExactly("malformed", "unknown-type", "malformed", "malformed");
        assertThat(desk.isOpen()).isTrue();
        desk.say("[\"case35-secret\"]");
        assertThat(desk.next("error").path("code").asText()).isEqualTo("malformed");
        assertThat(desk.closeCode()).isEqualTo(4400);

        assertThat(watching.isOpen()).isTrue();
        assertThat(watching.rest()).noneMatch(frame -> frame.toString().contains("case35-secret"));
        watching.close();
        assertThat(both.logs()).doesNotContain("case35-secret");
    }
}
