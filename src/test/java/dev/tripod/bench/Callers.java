package dev.tripod.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Callers within this process, each of whom asks for the next value as soon as it has got the last. */
final class Callers {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ExecutorService threads;
    private final Function<String, CompletableFuture<byte[]>> ask;

    /** They begin on the threads, of which each needs one if asking blocks. */
    Callers(ExecutorService threads, Function<String, CompletableFuture<byte[]>> ask) {
        this.threads = threads;
        this.ask = ask;
    }

    Round measure(int concurrency, Duration time) {
        var cpu = SYSTEM.getProcessCpuTime();
        var begin = System.nanoTime();
        var callers = new ArrayList<Caller>();
        for (var i = 0; i < concurrency; i++) {
            var caller = new Caller(begin + time.toNanos());
            callers.add(caller);
            threads.execute(caller::ask);
        }
        var latencies = callers.stream()
                .flatMapToLong(caller -> caller.latencies.join())
                .sorted()
                .toArray();
        var took = System.nanoTime() - begin;
        return new Round(
                latencies.length,
                took / 1e9,
                latencies[latencies.length / 2] / 1e6,
                latencies[(int) (latencies.length * 0.99)] / 1e6,
                latencies[latencies.length - 1] / 1e6,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                0);
    }

    private final class Caller {
        final CompletableFuture<LongStream> latencies = new CompletableFuture<>();
        private final long end;
        /** Added to by whoever brings an answer, one after the other. */
        private final LongStream.Builder soFar = LongStream.builder();

        Caller(long end) {
            this.end = end;
        }

        void ask() {
            for (var begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                var asked = begin;
                var answer = ask.apply("bench:" + ThreadLocalRandom.current().nextInt(Contender.KEYS));
                if (!answer.isDone()) {
                    var unused = answer.whenComplete((value, failure) -> {
                        if (noted(asked, value, failure)) {
                            ask();
                        }
                    });
                    return;
                }
                noted(asked, answer.join(), null);
            }
            latencies.complete(soFar.build());
        }

        private boolean noted(long asked, byte[] value, Throwable failure) {
            if (failure != null || value.length != 1024) {
                latencies.completeExceptionally(failure == null ? new AssertionError("not the value") : failure);
                return false;
            }
            soFar.add(System.nanoTime() - asked);
            return true;
        }
    }
}
