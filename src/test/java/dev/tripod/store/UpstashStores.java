package dev.tripod.store;

import dev.tripod.upstash.UpstashClient;
import java.time.InstantSource;

/** Makes shared stores for tests of other packages. */
public final class UpstashStores {
    private UpstashStores() {}

    public static KeyValueStore at(UpstashClient client) {
        return new UpstashStore(client, new Permissions(InstantSource.system(), () -> {}));
    }
}
