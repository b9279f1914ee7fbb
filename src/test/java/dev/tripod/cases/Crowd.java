package dev.tripod.cases;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Several people with sessions at one instance, who do things at once. */
record Crowd(List<Regular> people) {
    private static final int AT_ONCE = 40;

    static Crowd at(URI instance, int size) {
        return new Crowd(inParallel(size, number -> Regular.at(instance)));
    }

    private interface Task<T> {
        T run(int number);
    }

    private static <T> List<T> inParallel(int size, Task<T> task) {
        var threads = Executors.newFixedThreadPool(Math.min(size, AT_ONCE));
        try {
            var all = IntStream.range(0, size)
                    .mapToObj(number -> threads.submit(() -> task.run(number)))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : all) {
                results.add(one.get(2, TimeUnit.MINUTES));
            }
            return results;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Somebody could not do it: " + e, e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Everybody does it at once. */
    void all(Consumer<Regular> deed) {
        var unused = inParallel(people.size(), number -> {
            deed.accept(people.get(number));
            return number;
        });
    }

    /** Everybody sets the attribute {@code n} at once; answers to what, in the order of people. */
    List<Integer> write() {
        return inParallel(people.size(), number -> people.get(number).write());
    }

    /** What the attribute is for each. */
    List<Integer> values() {
        return inParallel(people.size(), number -> people.get(number).value());
    }
}
