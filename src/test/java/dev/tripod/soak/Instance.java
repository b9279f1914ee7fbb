package dev.tripod.soak;

import dev.tripod.testing.Browser;
import dev.tripod.testing.CuttableProxy;
import dev.tripod.testing.ServerProcess;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One of the two: a door that stays, as that of a load balancer, and the process behind it, which may be another later. */
final class Instance implements AutoCloseable {
    private final String name;
    private final Supplier<ServerProcess> starter;
    private final CuttableProxy door;

    // Written by whoever starts and stops it, read by all.
    private volatile ServerProcess process;
    private volatile Browser health;
    private volatile boolean up = true;
    private final AtomicInteger starts = new AtomicInteger(1);

    /** What it says of itself at /health/ready; {@code store} is "none" without an answer. */
    record Readiness(String store, String reason, int pending) {
        /** Whether it has the store and owes it nothing. */
        boolean isClear() {
            return store.equals("shared") && pending == 0;
        }
    }

    Instance(String name, ServerProcess process, Supplier<ServerProcess> starter) {
        this.name = name;
        this.starter = starter;
        this.process = process;
        this.health = new Browser(process.uri());
        this.door = new CuttableProxy(process.uri());
    }

    /** Where users come in. */
    URI uri() {
        return door.uri();
    }

    ServerProcess process() {
        return process;
    }

    /** Whether the door leads somewhere, as a load balancer would know by its checks. */
    boolean isUp() {
        return up;
    }

    /** How many processes there have been so far. */
    int starts() {
        return starts.get();
    }

    /** Asked past the door. */
    Readiness ready() {
        try {
            var answer = health.get("/health/ready").json();
            return new Readiness(
                    answer.path("store").asText(),
                    answer.path("reason").asText(),
                    answer.path("pending").asInt());
        } catch (IllegalStateException | AssertionError e) {
            return new Readiness("none", "", 0);
        }
    }

    /** Breaks every connection of its users. */
    void cut() {
        door.cut();
        door.mend();
    }

    /** Stops it with SIGTERM, which may take ten seconds. */
    void stop() {
        up = false;
        process.close();
    }

    void kill() {
        process.kill();
        up = false;
    }

    void startAgain() {
        process = starter.get();
        health = new Browser(process.uri());
        door.leadTo(process.uri());
        starts.incrementAndGet();
        up = true;
    }

    @Override
    public void close() {
        door.close();
        process.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
