package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which commands share requests, and in which order they run. */
class UpstashOrderTest {
    private static final Duration BUDGET = Duration.ofSeconds(10);

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
        var patient = new Limits(Duration.ofSeconds(1), BUDGET, BUDGET, 1024 * 1024, 500);
        client = TestClient.of(server, patient);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void runsACallersCommandsInOrderWithoutWaiting() {
        var replies = IntStream.rangeClosed(1, 300)
                .mapToObj(i -> client.start(Command.of("RPUSH", "l", i)))
                .toList();
        assertThat(replies.stream().map(reply -> ((Reply.Int) reply.join().get(0)).value()))
                .isEqualTo(IntStream.rangeClosed(1, 300).mapToObj(i -> (long) i).toList());
    }

    @Test
    void letsWhatComesMeanwhileRideTogetherInTheNextRequest() {
        var rule = server.fault(Fault.delayBefore(Duration.ofMinutes(1)), 1);
        var replies = new ArrayList<CompletableFuture<List<Reply>>>();
        replies.add(client.start(Command.of("INCR", "n")));
        Eventually.holds(() -> rule.hits() == 1);
        IntStream.range(0, 99).forEach(i -> replies.add(client.start(Command.of("INCR", "n"))));
        rule.clear();
        replies.forEach(CompletableFuture::join);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).commands()).hasSize(99);
    }

    @Test
    void keepsTheOrderWhenTheFirstIsTriedAgain() {
        server.fault(Fault.resetBefore(), 1);
        var set = client.start(Command.of("SET", "k", "1"));
        var append = client.start(Command.of("APPEND", "k", "2"));
        assertThat(set.join()).containsExactly(new Reply.Status("OK"));
        assertThat(append.join()).containsExactly(new Reply.Int(2));
        assertThat(server.redis().get("k")).isEqualTo("12");
    }

    @Test
    void putsManyCallersIntoFewRequests() {
        var replies = IntStream.range(0, 200)
                .mapToObj(i -> execute("caller" + i, Command.of("INCR", "n")))
                .toList();
        replies.forEach(CompletableFuture::join);
        assertThat(server.redis().get("n")).isEqualTo("200");
        assertThat(server.requests().size()).isLessThan(100);
    }

    @Test
    void letsASlowRequestHoldUpNobodyElse() {
        var rule = server.fault(Fault.delayBefore(Duration.ofMinutes(1)), request -> request.body()
                .contains("slow"));
        var slow = IntStream.range(0, 4)
                .mapToObj(i -> execute("slow" + i, Command.of("GET", "slow")))
                .toList();
        Eventually.holds(() -> rule.hits() == 4);
        assertThat(execute("quick", Command.of("GET", "quick")).join()).containsExactly(new Reply.Nil());
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        rule.clear();
        slow.forEach(CompletableFuture::join);
    }

    @Test
    void neverHasMoreThanThirtyTwoRequestsUnderWay() {
        server.fault(Fault.delayBefore(Duration.ofMinutes(1)));
        var waiting = new ArrayList<CompletableFuture<List<Reply>>>();
        for (var i = 0; i < 60; i++) {
            // Transactions share no requests.
            waiting.add(client.client()
                    .execute(List.of(Command.of("GET", "a"), Command.of("GET", "b")), true, "caller" + i, BUDGET));
        }
        Eventually.holds(() -> server.mostRequestsAtOnce() == Traffic.UNDER_WAY);
        server.clearFaults();
        waiting.forEach(CompletableFuture::join);
        assertThat(server.mostRequestsAtOnce()).isEqualTo(Traffic.UNDER_WAY);
        assertThat(server.mostConnections()).isLessThanOrEqualTo(32);
    }

    @Test
    void refusesWhatWouldWaitBeyondTheBound() {
        var rule = server.fault(Fault.delayBefore(Duration.ofMinutes(1)), 1);
        var first = client.start(Command.of("GET", "k"));
        Eventually.holds(() -> rule.hits() == 1);
        var waiting = IntStream.range(0, 500)
                .mapToObj(i -> client.start(Command.of("GET", "k")))
                .toList();
        assertThat(client.failure("GET", "k").kind()).isEqualTo(UpstashException.Kind.BUSY);
        rule.clear();
        first.join();
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void letsOnesHugeAnswerSpoilNobodyElses() {
        server.redis().set("huge", "x".repeat(2 * 1024 * 1024));
        server.redis().set("small", "1");
        var rule = server.fault(Fault.delayBefore(Duration.ofMinutes(1)), 1);
        var first = client.start(Command.of("GET", "small"));
        Eventually.holds(() -> rule.hits() == 1);
        var huge = IntStream.range(0, 8)
                .mapToObj(i -> client.start(Command.of("GET", "huge")))
                .toList();
        var small = client.start(Command.of("STRLEN", "small"));
        rule.clear();
        assertThat(small.join()).containsExactly(new Reply.Int(1));
        first.join();
        huge.forEach(
                answer -> assertThat(TestClient.failure(answer).kind()).isEqualTo(UpstashException.Kind.TOO_LARGE));
    }

    private CompletableFuture<List<Reply>> execute(Object caller, Command command) {
        return client.client().execute(List.of(command), false, caller, BUDGET);
    }
}
