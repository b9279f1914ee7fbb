package dev.tripod.store;

import dev.tripod.upstash.UpstashClient;

/** Makes shared stores for tests of other packages. */
public final class UpstashStores {
    private UpstashStores() {}

    public static KeyValueStore at(UpstashClient client) {
        return new UpstashStore(client);
    }
}
