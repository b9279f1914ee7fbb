package dev.tripod.servers;

import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.util.Objects;

/** Two instances on one store, which the suite is run against. */
record Pair(ServerProcess a, ServerProcess b, UpstashServer store) {
    /** Set before the suite is run, by the thread that runs it. */
    private static final ThreadLocal<Pair> UNDER_TEST = new ThreadLocal<>();

    void putUnderTest() {
        UNDER_TEST.set(this);
    }

    static Pair underTest() {
        return Objects.requireNonNull(UNDER_TEST.get(), "ServersIT runs the suite");
    }
}
