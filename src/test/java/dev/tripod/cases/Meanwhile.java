package dev.tripod.cases;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Trouble that takes up to a minute, each in instances of its own; it passes while other cases run, three at a time. */
final class Meanwhile {
    static final Meanwhile SILENCES = new Meanwhile("silences", Case50WaitsForASilentStoreNoLongerThanPromised::passes);
    static final Meanwhile MINUTE_OF_ERRORS =
            new Meanwhile("a minute of errors", Case52BridgesErrorsOfTheServer::aMinuteOfErrors);
    static final Meanwhile OUTAGE = new Meanwhile("an outage", Case55GoesOnThroughAnOutageOfAMinute::passes);
    static final Meanwhile MANY_CHANGES =
            new Meanwhile("many changes", Case58WritesManyChangesBackAtABoundedPace::manyChanges);
    static final Meanwhile MANY_SOCKETS =
            new Meanwhile("many sockets", Case58WritesManyChangesBackAtABoundedPace::manySockets);
    static final Meanwhile FLAPPING = new Meanwhile("flapping", Case59EnduresAStoreThatFlaps::flaps);

    private static final List<Meanwhile> ALL =
            List.of(MINUTE_OF_ERRORS, OUTAGE, MANY_CHANGES, SILENCES, FLAPPING, MANY_SOCKETS);

    private static final int MINUTES = 5;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(3, Meanwhile::daemon);

    private final String name;
    private final Trouble trouble;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    /** Guarded by this. */
    private boolean begun;

    /** What goes on. */
    interface Trouble {
        void run() throws Exception;
    }

    private Meanwhile(String name, Trouble trouble) {
        this.name = name;
        this.trouble = trouble;
    }

    /** Begins all of it, unless it has begun. */
    static void begin() {
        ALL.forEach(Meanwhile::beginOnce);
    }

    private synchronized void beginOnce() {
        if (!begun) {
            begun = true;
            THREADS.execute(this::pass);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "meanwhile");
        thread.setDaemon(true);
        return thread;
    }

    private void pass() {
        try {
            trouble.run();
            end.complete(true);
        } catch (Exception | AssertionError e) {
            end.completeExceptionally(e);
        }
    }

    /** Waits for its end, and fails if it failed. */
    void awaitEnd() {
        beginOnce();
        try {
            end.get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw new AssertionError(name + " went wrong: " + e.getCause(), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(name + " did not end", e);
        }
    }
}
