package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import dev.tripod.upstash.UpstashException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does when the service is in trouble. */
class UpstashTroubleTest {
    private static final Duration HASTY_LIMIT = Duration.ofMillis(1500);

    private static UpstashServer server;
    private TestClient client;

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
        server.refuseConnections(); // cuts what earlier clients left open
        server.reset();
        client = TestClient.of(server, TestClient.hasty());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                Arguments.of(Fault.resetBefore(), Kind.OUTCOME_UNKNOWN),
                Arguments.of(Fault.resetAfter(), Kind.OUTCOME_UNKNOWN),
                Arguments.of(Fault.truncated(), Kind.OUTCOME_UNKNOWN),
                Arguments.of(Fault.garbage(), Kind.GARBAGE),
                Arguments.of(Fault.hangBefore(), Kind.TIMEOUT),
                Arguments.of(Fault.hangAfter(), Kind.TIMEOUT),
                Arguments.of(Fault.headersOnly(), Kind.TIMEOUT),
                Arguments.of(Fault.drip(), Kind.TIMEOUT),
                Arguments.of(Fault.page(500), Kind.TRANSIENT),
                Arguments.of(Fault.page(200), Kind.GARBAGE));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void neverRepeatsWhatMayHaveRun(Fault fault, Kind kind) {
        server.fault(fault, 1);
        var failure = client.failure("INCR", "n");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.mayHaveRun()).isTrue();
        assertThat(server.requests()).hasSize(1);
        assertThat(client.run("PING")).isInstanceOf(Reply.Bulk.class);
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void repeatsWhatIsSafeOnce(Fault fault, Kind kind) {
        server.redis().set("k", "1");
        server.fault(fault, 1);
        assertThat(client.run("STRLEN", "k")).isEqualTo(new Reply.Int(1));
        server.fault(fault);
        assertThat(client.failure("STRLEN", "k").kind()).isEqualTo(kind);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void keepsWithinTheCallersTimeWhateverHappens() {
        server.blackHole();
        var begin = System.nanoTime();
        assertThat(client.failure("GET", "k").kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(HASTY_LIMIT);
    }

    @Test
    void dropsTheConnectionOfAnAnswerThatIsLate() {
        server.fault(Fault.hangAfter(), 1);
        client.failure("INCR", "n");
        Eventually.holds(() -> server.openConnections() == 0);
    }

    @Test
    void repeatsAnythingAfterAConnectionThatDidNotComeAbout() {
        server.refuseConnections();
        var promise = client.start(Command.of("INCR", "n"));
        var failure = TestClient.failure(promise);
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.mayHaveRun()).isFalse();
        assertThat(failure).hasMessage("the connection was refused");
    }

    @Test
    void namesAnUnknownHost() {
        var settings = new Settings.Upstash(URI.create("https://nowhere.invalid"), "secret");
        try (var lost = TestClient.of(settings, Limits.DEFAULT)) {
            var failure = lost.failure("GET", "k");
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessage("the host is unknown");
        }
    }

    @Test
    void honoursAWishForALittlePatience() {
        server.fault(Fault.tooManyRequests(Duration.ofSeconds(0)), 1);
        assertThat(client.run("INCR", "n")).isEqualTo(new Reply.Int(1));
    }

    @Test
    void opensTheBreakerWhenCallersHang() {
        server.blackHole();
        for (var i = 0; i < 10; i++) {
            var unused = client.client()
                    .execute(List.of(Command.of("GET", "k")), false, "caller" + i, Duration.ofSeconds(1));
        }
        Eventually.holds(() -> client.client().state().isOpen());
        assertThat(client.client().state().reason()).hasValue(BreakerState.Reason.TIMEOUT);
        assertThat(server.mostConnections()).isLessThanOrEqualTo(32);
    }

    @Test
    void doesNotFollowRedirects() {
        server.fault(new Fault.Answer(307, Map.of("Location", server.uri() + "/elsewhere"), ""), 1);
        assertThat(client.failure("GET", "k").kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void asksNoMoreOnceTheTokenIsRefused() {
        server.fault(Fault.unauthorized());
        assertThat(client.failure("GET", "k").kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(client.client().state().reason()).hasValue(BreakerState.Reason.MISCONFIGURED);
        assertThat(client.failure("GET", "k").kind()).isEqualTo(Kind.OPEN);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 429})
    void asksNoMoreOnceTheQuotaIsUsedUp(int status) {
        server.fault(Fault.quota(status));
        assertThat(client.failure("INCR", "n").kind()).isEqualTo(Kind.QUOTA);
        assertThat(client.client().state().reason()).hasValue(BreakerState.Reason.QUOTA);
        assertThat(client.failure("GET", "k").kind()).isEqualTo(Kind.OPEN);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void staysOpenToReadsWhereOnlyWritesAreRefused() {
        server.fault(Fault.capacityFull());
        var refused = (Reply.Failure) client.run("SET", "k", "v");
        assertThat(UpstashException.kindOf(refused.text())).isEqualTo(Kind.STORAGE_FULL);
        assertThat(client.run("GET", "k")).isEqualTo(new Reply.Nil());
    }

    @Test
    void failsAtOnceInAnOutageAndComesBackByItself() {
        var states = new CopyOnWriteArrayList<Boolean>();
        client.client().onState(state -> states.add(state.isOpen()));
        server.refuseConnections();
        for (var i = 0; i < CircuitBreaker.IN_A_ROW; i++) {
            client.failure("GET", "k");
        }
        Eventually.holds(() -> states.equals(List.of(true)));
        var begin = System.nanoTime();
        assertThat(client.failure("GET", "k").kind()).isEqualTo(Kind.OPEN);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50));
        server.recover();
        Eventually.holds(() -> states.equals(List.of(true, false)));
        assertThat(client.run("GET", "k")).isEqualTo(new Reply.Nil());
    }

    @Test
    void letsWhoeverWaitsGoWhenItCloses() {
        server.fault(Fault.hangBefore());
        var underWay = client.start(Command.of("GET", "k"));
        Eventually.holds(() -> server.requests().size() == 1);
        var waiting = client.start(Command.of("GET", "k"));
        client.close();
        assertThat(TestClient.failure(underWay).mayHaveRun()).isTrue();
        assertThat(TestClient.failure(waiting).mayHaveRun()).isFalse();
        Eventually.holds(() -> server.openConnections() == 0);
    }

    @Test
    void tellsNothingOfWhatWasSent() {
        server.fault(Fault.error(400, "ERR unknown command 'GET', with args beginning with: 'secret'"));
        var failure = TestClient.failure(client.start(Command.of("GET", "secret"), Command.of("GET", "secret")));
        assertThat(failure.toString()).doesNotContain("secret", server.token(), "localhost");
    }
}
