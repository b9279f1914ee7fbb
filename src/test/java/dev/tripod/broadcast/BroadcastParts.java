package dev.tripod.broadcast;

import dev.tripod.config.Settings;
import dev.tripod.store.UpstashStores;
import dev.tripod.testing.upstash.UpstashServer;
import dev.tripod.upstash.Limits;
import dev.tripod.upstash.UpstashClient;
import java.time.Duration;
import java.time.InstantSource;

/** What one instance has of the network, on a test server; for tests of other packages. */
public record BroadcastParts(Broadcaster broadcaster, Roster roster, UpstashClient client) implements AutoCloseable {
    private static final String PREFIX = "test:";
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 1 << 20, 10_000);

    public static BroadcastParts on(UpstashServer server, InstantSource clock) {
        var client = new UpstashClient(new Settings.Upstash(server.uri(), server.token()), clock, PATIENT);
        var store = UpstashStores.at(client);
        var broadcaster = new UpstashBroadcaster(store, client, PREFIX, clock);
        return new BroadcastParts(broadcaster, new UpstashRoster(store, PREFIX, broadcaster.origin()), client);
    }

    @Override
    public void close() {
        ((UpstashBroadcaster) broadcaster).close();
        client.close();
    }
}
