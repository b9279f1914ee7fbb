package dev.tripod.cases;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

@Case(25)
class Case25TheSameClaimAgainIsTheSameJoin {
    private final Instances both;
    private final Studio studio;

    Case25TheSameClaimAgainIsTheSameJoin(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    private static String post(URI server, String body) {
        return "POST /api/pairings/claim HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(server.getAuthority(), body.length(), body);
    }

    @Test
    void tenTimesTheSameIdIsOneJoin() {
        var desk = studio.enter(both.a(), studio.desktop());
        var claim = Instances.GUESTS.claim("token", studio.show("camera").token());
        var cookies = new HashSet<String>();
        var answers = new ArrayList<String>();
        for (var time = 0; time < 10; time++) {
            var answer = Phones.post(time % 2 == 0 ? both.a() : both.b(), "claim", claim);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            answers.add(answer.text());
            cookies.add(answer.header("Set-Cookie").split(";", 2)[0]);
        }
        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(cookies).as("sessions handed out").hasSize(1);
        var participant = desk.next("pairing").path("participant");
        var phone = new Browser(both.b());
        assertThat(phone.post("/api/pairings/claim", claim).status()).isEqualTo(200);
        studio.enter(both.b(), phone);
        assertThat(desk.next("joined").path("participant").path("id")).isEqualTo(participant);
        assertThat(studio.shownBy(both.a(), "camera")).containsExactly("Pixel");
        assertThat(desk.rest()).as("what else the desktop is told").allSatisfy(frame -> {
            assertThat(Studio.type(frame)).isEqualTo("pairing");
            assertThat(frame.path("participant")).isEqualTo(participant);
        });
        desk.close();
    }

    @Test
    void afterALostAnswerTheSameIdIsLetIn() throws IOException {
        var shown = studio.show("camera");
        var claim = Instances.GUESTS.claim("token", shown.token());
        try (var phone = new Socket(both.a().getHost(), both.a().getPort())) {
            phone.getOutputStream().write(post(both.a(), claim).getBytes(US_ASCII));
            Timings.until(() ->
                    studio.desktop().get("/api/pairings/" + shown.id()).text().contains("\"claimed\""));
        }
        assertThat(Phones.post(both.b(), "claim", claim).status()).isEqualTo(200);
        assertThat(Phones.post(both.a(), "claim", claim).status()).isEqualTo(200);
        assertThat(Phones.claim(both.a(), "token", shown.token()).status())
                .as("somebody else's claim")
                .isEqualTo(409);
    }
}
