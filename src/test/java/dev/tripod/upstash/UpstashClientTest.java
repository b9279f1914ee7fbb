package dev.tripod.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tripod.testing.upstash.RecordedRequest;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client says to the service, and what it makes of the answers. */
class UpstashClientTest {
    private static final byte[] ALL_BYTES = allBytes();

    private static UpstashServer server;
    private TestClient client;

    private static byte[] allBytes() {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        server.reset();
        client = TestClient.of(server);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void setsAndGetsText() {
        assertThat(client.run("SET", "k", "OK")).isEqualTo(new Reply.Status("OK"));
        assertThat(text(client.run("GET", "k"))).isEqualTo("OK");
        assertThat(client.run("GET", "other")).isEqualTo(new Reply.Nil());
    }

    @Test
    void keepsQuotesControlCharactersAndEveryScript() {
        var value = "\"\\\n\r\u0000\u2028 é 漢 \uD83D\uDE00";
        client.run("SET", value, value);
        assertThat(server.redis().get(value)).isEqualTo(value);
        assertThat(text(client.run("GET", value))).isEqualTo(value);
    }

    @Test
    void readsNumbersOfAnySize() {
        client.run("SET", "n", Long.MAX_VALUE - 1);
        assertThat(client.run("INCR", "n")).isEqualTo(new Reply.Int(Long.MAX_VALUE));
    }

    @Test
    void sendsBytesInACommandOfTheirOwn() {
        client.run("SET", "a/b ü", ALL_BYTES, "PX", 60_000, "NX");
        assertThat(server.redis().get("a/b ü".getBytes(UTF_8))).isEqualTo(ALL_BYTES);
        assertThat(server.redis().pttl("a/b ü")).isBetween(1L, 60_000L);
        assertThat(((Reply.Bulk) client.run("GET", "a/b ü")).bytes()).isEqualTo(ALL_BYTES);
    }

    @Test
    void carriesAnyBytesAmongOtherCommands() {
        var replies = client.run(
                Command.of("SET", ALL_BYTES, ALL_BYTES), Command.of("SET", "k", "text"), Command.of("GET", ALL_BYTES));
        assertThat(replies.get(2)).isInstanceOfSatisfying(Reply.Bulk.class, bulk -> assertThat(bulk.bytes())
                .isEqualTo(ALL_BYTES));
        assertThat(text(client.run("GET", "k"))).isEqualTo("text");
    }

    @Test
    void refusesBytesThatCannotTravel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.run("SET", "", ALL_BYTES))
                .withMessageContaining("SET");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.run("HSET", "k", "f", ALL_BYTES, "_token", "x"))
                .withMessageContaining("_token");
    }

    @Test
    void keepsTheErrorOfEachCommand() {
        client.run("SET", "k", "text");
        var replies = client.run(Command.of("INCR", "k"), Command.of("GET", "k"), Command.of("GET"));
        assertThat(replies.get(0)).isInstanceOf(Reply.Failure.class);
        assertThat(text(replies.get(1))).isEqualTo("text");
        assertThat(replies.get(2)).isInstanceOf(Reply.Failure.class);
        assertThat(client.run("INCR", "k")).isEqualTo(replies.get(0));
        assertThat(client.client().state().isOpen()).isFalse();
    }

    @Test
    void runsAllOrNothing() {
        var set = Command.of("SET", "k", "v");
        assertThat(client.client()
                        .execute(List.of(set, Command.of("GET", "k")), true)
                        .join())
                .first()
                .isEqualTo(new Reply.Status("OK"));
        var refused =
                TestClient.failure(client.client().execute(List.of(Command.of("DEL", "k"), Command.of("GET")), true));
        assertThat(refused.kind()).isEqualTo(UpstashException.Kind.REFUSED);
        assertThat(refused.text()).isPresent();
        assertThat(server.redis().get("k")).isEqualTo("v");
    }

    @Test
    void asksNothingForNothing() {
        assertThat(client.run()).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void splitsLongListsAndPutsTheRepliesTogether() {
        var commands = IntStream.range(0, 2500)
                .mapToObj(i -> Command.of("RPUSH", "l", i))
                .toArray(Command[]::new);
        assertThat(client.run(commands))
                .isEqualTo(IntStream.rangeClosed(1, 2500)
                        .mapToObj(i -> (Reply) new Reply.Int(i))
                        .toList());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void splitsBeforeTheServicesLimitOfSize() {
        var large = "x".repeat(900_000);
        var commands = IntStream.range(0, 20)
                .mapToObj(i -> Command.of("SET", "k" + i, large))
                .toArray(Command[]::new);
        assertThat(client.run(commands)).containsOnly(new Reply.Status("OK"));
    }

    @Test
    void refusesALargerCommandThanTheServiceTakes() {
        var failure = client.failure("SET", "k", "x".repeat(10 * 1024 * 1024));
        assertThat(failure.kind()).isEqualTo(UpstashException.Kind.TOO_LARGE);
        assertThat(failure.mayHaveRun()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesALargerAnswerThanAllowed() {
        server.redis().set("k", "x".repeat(1024 * 1024));
        var failure = client.failure("GET", "k");
        assertThat(failure.kind()).isEqualTo(UpstashException.Kind.TOO_LARGE);
        assertThat(client.client().state().isOpen()).isFalse();
    }

    @Test
    void sendsTheNewestSyncToken() {
        client.run("SET", "k", "old");
        server.freezeReplica();
        client.run("SET", "k", "new");
        assertThat(text(client.run("GET", "k"))).isEqualTo("new");
    }

    @Test
    void countsCommandsAsTheyAreBilled() {
        client.run("SET", "k", "v");
        client.run(Command.of("get", "k"), Command.of("GET", "k"));
        assertThat(client.client().meter().byName())
                .containsOnlyKeys("SET", "GET")
                .containsEntry("GET", 2L);
        assertThat(client.client().meter().requests()).isEqualTo(2);
        assertThat(client.client().meter().commands()).isEqualTo(3);
    }

    @Test
    void givesACallerNoMoreTimeThanItHas() {
        var failure =
                TestClient.failure(client.client().execute(List.of(Command.of("PING")), false, this, Duration.ZERO));
        assertThat(failure.kind()).isEqualTo(UpstashException.Kind.TIMEOUT);
        assertThat(failure.mayHaveRun()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void repliesToNobodyOnceItIsClosed() {
        client.close();
        assertThat(client.failure("PING").kind()).isEqualTo(UpstashException.Kind.BUSY);
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bulk) reply).bytes(), UTF_8);
    }

    @Test
    void bringsRepliesOnItsOwnThreads() {
        var own = Thread.currentThread().getName(); // where a reply is faster than the question for it
        for (var i = 0; i < 100; i++) {
            var thread = client.start(Command.of("PING"))
                    .thenApply(replies -> Thread.currentThread().getName())
                    .join();
            assertThat(thread).matches("upstash-\\d+|" + Pattern.quote(own));
        }
    }

    @Test
    void oneCommandAfterTheOtherNeedsOneConnection() {
        for (var i = 0; i < 100; i++) {
            client.run("PING");
        }
        assertThat(server.requests())
                .extracting(RecordedRequest::connection)
                .containsOnly(server.requests().get(0).connection());
    }
}
