package dev.tripod.testing.upstash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault does what its name says, and no more. */
class UpstashFaultsTest {
    private static final byte[] INCR = "[\"INCR\",\"n\"]".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private static UpstashServer server;
    private static Rest rest;

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
        rest = new Rest(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void delaysUntilItIsCleared() {
        var rule = server.fault(Fault.delayBefore(Duration.ofMinutes(1)));
        var answer = meanwhile(() -> rest.post("/", "['INCR','n']"));
        Eventually.holds(() -> rule.hits() == 1);
        assertThat(server.redis().exists("n")).isFalse();
        rule.clear();
        assertThat(answer.join()).isEqualTo("{\"result\":1}");
    }

    @Test
    void delaysTheAnswerToWhatHasRun() {
        var rule = server.fault(Fault.delayAfter(Duration.ofMinutes(1)));
        var answer = meanwhile(() -> rest.post("/", "['INCR','n']"));
        Eventually.holds(() -> server.redis().exists("n"));
        assertThat(answer).isNotDone();
        rule.clear();
        assertThat(answer.join()).isEqualTo("{\"result\":1}");
    }

    @Test
    void cutsTheConnectionBeforeAnythingRuns() {
        server.fault(Fault.resetBefore(), 1);
        assertThatThrownBy(this::increment).isInstanceOf(IOException.class);
        assertThat(server.redis().exists("n")).isFalse();
        assertThat(rest.post("/", "['INCR','n']")).isEqualTo("{\"result\":1}");
    }

    @Test
    void cutsTheConnectionAfterEverythingRan() {
        server.fault(Fault.resetAfter(), 1);
        assertThatThrownBy(this::increment).isInstanceOf(IOException.class);
        assertThat(server.redis().get("n")).isEqualTo("1");
    }

    @Test
    void truncatesTheAnswer() {
        server.fault(Fault.truncated(), 1);
        assertThatThrownBy(this::increment).isInstanceOf(IOException.class).isNotInstanceOf(HttpTimeoutException.class);
        assertThat(server.redis().get("n")).isEqualTo("1");
    }

    @Test
    void answersGarbage() {
        server.fault(Fault.garbage(), 1);
        assertThatThrownBy(this::increment).isInstanceOf(IOException.class).isNotInstanceOf(HttpTimeoutException.class);
        assertThat(server.redis().get("n")).isEqualTo("1");
    }

    @Test
    void hangsBeforeOrAfterItRuns() {
        server.fault(Fault.hangBefore(), 1);
        assertThatThrownBy(this::incrementHurriedly).isInstanceOf(HttpTimeoutException.class);
        assertThat(server.redis().exists("n")).isFalse();
        server.fault(Fault.hangAfter(), 1);
        assertThatThrownBy(this::incrementHurriedly).isInstanceOf(HttpTimeoutException.class);
        Eventually.holds(() -> server.redis().exists("n"));
    }

    @Test
    void noticesThatAClientGoesWhileItHangs() {
        try (var own = UpstashServer.start()) {
            own.fault(Fault.hangBefore());
            assertThatThrownBy(() -> new Rest(own).hurried().trySend("POST", "/", INCR))
                    .isInstanceOf(HttpTimeoutException.class);
            Eventually.holds(() -> own.openConnections() == 0);
            assertThat(own.mostConnections()).isEqualTo(1);
        }
    }

    @Test
    void sendsHeadersAndThenNothing() {
        var rule = server.fault(Fault.headersOnly());
        var answer = meanwhile(() -> rest.post("/", "['INCR','n']"));
        Eventually.holds(() -> rule.hits() == 1 && server.redis().exists("n"));
        assertThat(answer).isNotDone();
        rule.clear();
        assertThat(answer.handle((body, failure) -> failure).join()).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void dripsByteByByte() {
        var rule = server.fault(Fault.drip());
        var answer = meanwhile(() -> rest.post("/", "['INCR','n']"));
        Eventually.holds(() -> rule.hits() == 1 && server.redis().exists("n"));
        assertThat(answer).isNotDone();
        rule.clear(); // and the rest comes at once
        assertThat(answer.join()).isEqualTo("{\"result\":1}");
    }

    @Test
    void befallsOnlyTheRequestsThatAreMeant() {
        try (var rule = server.fault(Fault.page(500), request -> request.runs("INCR"), 1)) {
            assertThat(rest.status("/", "['PING']")).isEqualTo(200);
            assertThat(rest.status("/pipeline", "[['PING'],['INCR','n']]")).isEqualTo(500);
            assertThat(rest.status("/", "['INCR','n']")).isEqualTo(200);
            assertThat(rule.hits()).isEqualTo(1);
        }
    }

    @Test
    void combinesFaults() {
        var slow = server.fault(Fault.delayBefore(Duration.ofMinutes(1)));
        server.fault(Fault.page(502), 1);
        var answer = meanwhile(() -> rest.status("/", "['PING']"));
        Eventually.holds(() -> slow.hits() == 1);
        assertThat(answer).isNotDone();
        slow.clear();
        assertThat(answer.join()).isEqualTo(502);
    }

    @Test
    void refusesConnectionsAndComesBackOnTheSamePort() {
        assertThat(rest.status("/", "['PING']")).isEqualTo(200);
        server.refuseConnections();
        Eventually.holds(() -> server.openConnections() == 0);
        assertThatThrownBy(() -> new Socket("localhost", server.uri().getPort()).close())
                .isInstanceOf(ConnectException.class);
        server.recover();
        assertThat(new Rest(server).post("/", "['INCR','n']")).isEqualTo("{\"result\":1}");
    }

    @Test
    void swallowsWhateverIsSent() {
        server.blackHole();
        assertThatThrownBy(this::incrementHurriedly).isInstanceOf(HttpTimeoutException.class);
        assertThat(server.commands().total()).isZero();
        server.recover();
        assertThat(rest.post("/", "['INCR','n']")).isEqualTo("{\"result\":1}");
    }

    @Test
    void seesHowManyComeAtOnce() {
        var slow = server.fault(Fault.delayBefore(Duration.ofMinutes(1)));
        var first = meanwhile(() -> rest.status("/", "['PING']"));
        var second = meanwhile(() -> rest.status("/", "['PING']"));
        Eventually.holds(() -> slow.hits() == 2);
        slow.clear();
        assertThat(first.join() + second.join()).isEqualTo(400);
        assertThat(server.mostRequestsAtOnce()).isEqualTo(2);
        assertThat(server.mostConnections()).isGreaterThanOrEqualTo(2);
    }

    private static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "client").start());
    }

    private void increment() throws IOException {
        rest.trySend("POST", "/", INCR);
    }

    private void incrementHurriedly() throws IOException {
        rest.hurried().trySend("POST", "/", INCR);
    }
}
