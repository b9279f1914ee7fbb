package dev.tripod.cases;

import dev.tripod.testing.Browser;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** One instance in the test's own process on a store of its own: nobody else runs commands there, so they can be counted. */
record QuietInstance(UpstashServer store, TripodServer server) implements AutoCloseable {
    static QuietInstance start() {
        var store = UpstashServer.start();
        var server = TripodServer.start(
                Map.of(
                        "UPSTASH_REDIS_REST_URL",
                        store.uri().toString(),
                        "UPSTASH_REDIS_REST_TOKEN",
                        store.token(),
                        "TRIPOD_TRUSTED_PROXIES",
                        "1"),
                InstantSource.system());
        Eventually.holds(() -> store.commands().of("PING") > 0); // the instance looks once whether the store is there
        return new QuietInstance(store, server);
    }

    URI uri() {
        return server.uri("");
    }

    /** How many commands this costs, what the instance does in the background included. */
    long price(Runnable work) {
        var before = store.commands();
        work.run();
        return store.commands().since(before).total();
    }

    /** A browser with a session, after all that a first session brings with it. */
    Browser person() {
        var person = Instances.GUESTS.person(uri());
        Eventually.holds(() -> price(() -> person.get("/api/sessions/current")) == 0 && store.openStreams() > 0);
        return person;
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
