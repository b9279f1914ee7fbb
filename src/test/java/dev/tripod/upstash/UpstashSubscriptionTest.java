package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.RecordedRequest;
import dev.tripod.testing.upstash.UpstashServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstashSubscriptionTest {
    private static UpstashServer server;

    private final News news = new News();
    private TestClient client;

    /** Writes down what a listener is told. */
    private static final class News implements UpstashSubscription.Listener {
        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void subscribed() {
            told.add("subscribed");
        }

        @Override
        public void message(String channel, String payload) {
            told.add(channel + ": " + payload);
            if (payload.equals("fail")) {
                throw new IllegalStateException("as asked");
            }
        }

        @Override
        public void gap() {
            told.add("gap");
        }

        @Override
        public void lost(UpstashException reason) {
            told.add("lost " + reason.kind());
        }

        void become(String... expected) {
            Eventually.holds(() -> told.size() >= expected.length);
            assertThat(told).containsExactly(expected);
        }
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
        Eventually.holds(() -> server.openStreams() == 0);
    }

    @Test
    void hearsSeveralChannelsOverOneStream() {
        subscribe("one", "two/ü");
        news.become("subscribed");
        client.run("PUBLISH", "one", "a, b, ü");
        client.run("PUBLISH", "two/ü", "{}");
        news.become("subscribed", "one: a, b, ü", "two/ü: {}");
        assertThat(server.openStreams()).isEqualTo(1);
    }

    @Test
    void hearsAllChannelsOfAPattern() {
        client.client().subscribeToPattern("user:*", news);
        news.become("subscribed");
        client.run("PUBLISH", "user:1", "a, b");
        client.run("PUBLISH", "other", "x");
        client.run("PUBLISH", "user:2", "c");
        news.become("subscribed", "user:1: a, b", "user:2: c");
        assertThat(server.commands().of("PSUBSCRIBE")).isEqualTo(1);
    }

    @Test
    void goesOnAfterAListenerThatFailed() {
        subscribe("one");
        news.become("subscribed");
        client.run("PUBLISH", "one", "fail");
        client.run("PUBLISH", "one", "more");
        news.become("subscribed", "one: fail", "one: more");
    }

    @Test
    void comesBackWithAGapWhenTheStreamBreaks() {
        subscribe("one");
        news.become("subscribed");
        server.dropStreams();
        news.become("subscribed", "lost OUTCOME_UNKNOWN", "subscribed", "gap");
        client.run("PUBLISH", "one", "again");
        news.become("subscribed", "lost OUTCOME_UNKNOWN", "subscribed", "gap", "one: again");
    }

    @Test
    void comesBackWhenTheStreamEndsInGoodOrder() {
        subscribe("one");
        news.become("subscribed");
        server.endStreams();
        news.become("subscribed", "lost OUTCOME_UNKNOWN", "subscribed", "gap");
    }

    @Test
    void opensAnotherStreamWhenToldThatThisOneIsDeaf() {
        var subscription = subscribe("one");
        news.become("subscribed");
        server.silenceStreams();
        subscription.reopen();
        news.become("subscribed", "subscribed", "gap");
        Eventually.holds(() -> server.openStreams() == 1);
    }

    @Test
    void triesUntilTheServiceIsThereAndTellsItOnce() {
        server.fault(Fault.page(503), RecordedRequest::opensStream, 2);
        subscribe("one");
        news.become("lost TRANSIENT", "subscribed");
    }

    @Test
    void givesUpAStreamThatSaysNothingFromTheStart() {
        server.fault(Fault.headersOnly(), RecordedRequest::opensStream, 1);
        subscribe("one");
        Eventually.holds(() -> news.told.contains("lost TIMEOUT"));
        news.become("lost TIMEOUT", "subscribed");
    }

    @Test
    void doesNotHurryWhenTheTokenIsRefused() {
        server.fault(Fault.unauthorized());
        subscribe("one");
        news.become("lost MISCONFIGURED");
    }

    @Test
    void tellsNothingAfterItIsClosedAndLeavesNoThread() {
        var before = threads();
        try (var own = TestClient.of(server)) {
            var subscription = own.client().subscribe(List.of("one"), news);
            news.become("subscribed");
            subscription.close();
            Eventually.holds(() -> server.openStreams() == 0);
        }
        Eventually.holds(() -> threads() <= before);
        assertThat(news.told).containsExactly("subscribed");
    }

    @Test
    void endsWithItsClient() {
        subscribe("one");
        news.become("subscribed");
        client.close();
        Eventually.holds(() -> server.openStreams() == 0);
        assertThat(news.told).containsExactly("subscribed");
    }

    @Test
    void refusesChannelsWhoseNamesWouldBeAmbiguous() {
        assertThatIllegalArgumentException().isThrownBy(() -> subscribe("a,b"));
        assertThatIllegalArgumentException().isThrownBy(() -> subscribe(""));
        assertThatIllegalArgumentException().isThrownBy(this::subscribe);
    }

    private UpstashSubscription subscribe(String... channels) {
        return client.client().subscribe(List.of(channels), news);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("upstash-"))
                .count();
    }
}
