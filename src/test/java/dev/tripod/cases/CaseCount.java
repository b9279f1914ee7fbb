package dev.tripod.cases;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the cases that passed and prints their number at the very end. */
final class CaseCount implements TestWatcher {
    @Override
    public void testSuccessful(ExtensionContext context) {
        tally(context).note(context, true);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        tally(context).note(context, false);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        tally(context).note(context, false);
    }

    private static Tally tally(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(CaseCount.class))
                .getOrComputeIfAbsent(Tally.class, key -> new Tally(), Tally.class);
    }

    /** What became of each case that ran; closed with the run. */
    private static final class Tally implements AutoCloseable {
        private static final int ALL = 64;

        /** By number; written by the thread that runs the tests. */
        private final Map<Integer, Boolean> passed = new TreeMap<>();

        void note(ExtensionContext context, boolean success) {
            passed.merge(number(context), success, Boolean::logicalAnd);
        }

        private static int number(ExtensionContext context) {
            return context.getRequiredTestClass().getAnnotation(Case.class).value();
        }

        @Override
        public void close() {
            var good = passed.values().stream().filter(success -> success).count();
            System.out.printf("Cases: %d of %d passed%s%n", good, ALL, good == ALL ? "" : ", without " + missing());
        }

        private String missing() {
            var all = new TreeSet<Integer>();
            for (var number = 1; number <= ALL; number++) {
                all.add(number);
            }
            passed.forEach((number, success) -> {
                if (success) {
                    all.remove(number);
                }
            });
            return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
    }
}
