package dev.tripod.store;

import java.time.InstantSource;

/** Makes local stores for tests of other packages. */
public final class LocalStores {
    private LocalStores() {}

    public static KeyValueStore with(InstantSource clock) {
        return new LocalStore(new MemoryBudget(1 << 24), clock);
    }
}
