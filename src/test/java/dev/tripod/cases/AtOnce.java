package dev.tripod.cases;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Does things side by side. */
final class AtOnce {
    private AtOnce() {}

    /** Does all of them by so many threads and answers what came out, in their order. */
    static <T> List<T> all(int threads, List<? extends Callable<T>> work) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            return pool.invokeAll(work).stream()
                    .map(done -> {
                        try {
                            return done.get();
                        } catch (ExecutionException | InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
