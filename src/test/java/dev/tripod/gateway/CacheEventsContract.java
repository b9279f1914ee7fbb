package dev.tripod.gateway;

import static dev.tripod.testing.CacheClient.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import dev.tripod.testing.upstash.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cache API promises to those who subscribe, on every store. */
@Timeout(30)
interface CacheEventsContract extends CacheParties {
    Duration PATIENCE = Duration.ofSeconds(25);

    @Test
    default void saysTheSameLinesAsTheService() throws IOException {
        assertThat(conversation(tripod())).isEqualTo(conversation(service()));
    }

    private static List<String> conversation(CacheClient client) throws IOException {
        var heard = new ArrayList<String>();
        try (var channel = client.events("/subscribe/talk");
                var pattern = client.with("Upstash-Encoding", "base64").events("/psubscribe/ta%3Fk*")) {
            heard.add(line(channel));
            heard.add(line(pattern));
            heard.add(client.run("PUBLISH", "talk", "how are you, today?").body());
            heard.add(client.post("/publish/talk", "grüße, 漢").body());
            heard.add(client.get("/publish/talking/x").body());
            heard.add(client.run("PUBLISH", "silence", "x").body());
            for (var i = 0; i < 2; i++) {
                heard.add(line(channel));
            }
            for (var i = 0; i < 3; i++) {
                heard.add(line(pattern));
            }
        }
        return heard;
    }

    @Test
    default void numbersTheChannelsOfAStream() throws IOException {
        try (var events = tripod().events("/subscribe/one/two")) {
            var first = line(events);
            var second = line(events);
            assertThat(List.of(first, second))
                    .allMatch(line -> line.matches("data: subscribe,(one|two),[12]"))
                    .doesNotHaveDuplicates();
            tripod().run("PUBLISH", "one", "1");
            tripod().run("PUBLISH", "two", "2");
            assertThat(List.of(line(events), line(events)))
                    .containsExactlyInAnyOrder("data: message,one,1", "data: message,two,2");
        }
    }

    @Test
    default void tellsEveryListenerInOneOrder() throws IOException {
        try (var one = tripod().events("/subscribe/many");
                var other = tripodReading().events("/subscribe/many")) {
            line(one);
            line(other);
            IntStream.range(0, 50).parallel().forEach(i -> tripod().run("PUBLISH", "many", "n" + i));
            assertThat(lines(one, 50)).isEqualTo(lines(other, 50)).doesNotHaveDuplicates();
        }
    }

    private static List<String> lines(BufferedReader events, int count) throws IOException {
        var lines = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            lines.add(line(events));
        }
        return lines;
    }

    @Test
    default void publishesOutOfPipelinesAndTransactions() throws IOException {
        try (var events = tripod().events("/subscribe/batch")) {
            line(events);
            tripod().post("/pipeline", "[[\"PUBLISH\",\"batch\",\"a\"],[\"PING\"],[\"PUBLISH\",\"batch\",\"b\"]]");
            tripod().post("/multi-exec", "[[\"PUBLISH\",\"batch\",\"lost\"],[\"NOSUCH\"]]");
            tripod().post("/multi-exec", "[[\"SET\",\"batch\",\"x\"],[\"PUBLISH\",\"batch\",\"c\"]]");
            assertThat(lines(events, 3))
                    .containsExactly("data: message,batch,a", "data: message,batch,b", "data: message,batch,c");
        }
    }

    @Test
    default void leavesNothingOpenBehindReadersThatHaveGone() throws IOException {
        try (var events = tripod().events("/subscribe/gone")) {
            line(events);
        }
        Eventually.holds(
                PATIENCE,
                () -> tripod().run("PUBLISH", "gone", "anybody?").body().equals("{\"result\":0}"));
    }

    @Test
    default void cutsOffReadersThatAreTooSlow() throws IOException {
        try (var events = tripod().events("/subscribe/slow")) {
            line(events);
            var much = "x".repeat(500_000);
            Eventually.holds(
                    PATIENCE, () -> tripod().post("/publish/slow", much).body().equals("{\"result\":0}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscribe/a,b", "/psubscribe/a%2Cb"})
    default void refusesNamesThatAStreamCannotTell(String path) throws IOException {
        assertThat(line(tripod().events(path))).startsWith("{\"error\":\"ERR ");
    }

    @Test
    default void asksSubscribersForTheirToken() throws IOException {
        assertThat(line(tripod().with("Authorization", "Bearer wrong").events("/subscribe/a")))
                .isEqualTo(line(service().with("Authorization", "Bearer wrong").events("/subscribe/a")));
    }
}
