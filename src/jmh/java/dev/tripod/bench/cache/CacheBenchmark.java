package dev.tripod.bench.cache;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** Gets, puts, and three gets to one put, of 1,024 entries that are all there, by one thread and by two. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CacheBenchmark {
    private static final int SIZE = 1_024;
    private static final int MASK = SIZE - 1;

    @Param
    Value value = Value.STRING;

    @Param
    Provider provider = Provider.MAP;

    private final String[] keys =
            IntStream.range(0, SIZE).mapToObj(number -> "key-" + number).toArray(String[]::new);
    private Object[] values = {};
    private Subject subject = Provider.MAP.open(Object.class);

    /** Where a thread is: each starts elsewhere. */
    @State(Scope.Thread)
    public static class Position {
        private int next;

        @Setup
        public void start(ThreadParams thread) {
            next = thread.getThreadIndex() * (SIZE / 2 + 1);
        }
    }

    @Setup(Level.Trial)
    public void fill() {
        values = IntStream.range(0, SIZE).mapToObj(value::number).toArray();
        subject = provider.open(value.type);
        for (var i = 0; i < SIZE; i++) {
            subject.put(keys[i], values[i]);
        }
        // Callers do not come in the order in which entries lie in memory.
        Collections.shuffle(Arrays.asList(keys), new Random(1));
    }

    @TearDown(Level.Trial)
    public void close() {
        subject.close();
        provider.close();
    }

    @Benchmark
    @Threads(1)
    public Object get(Position position) {
        return read(position.next++);
    }

    @Benchmark
    @Threads(2)
    public Object getByTwo(Position position) {
        return read(position.next++);
    }

    @Benchmark
    @Threads(1)
    public Object put(Position position) {
        return write(position.next++);
    }

    @Benchmark
    @Threads(2)
    public Object putByTwo(Position position) {
        return write(position.next++);
    }

    @Benchmark
    @Threads(1)
    public Object mixed(Position position) {
        var next = position.next++;
        return (next & 3) == 0 ? write(next) : read(next);
    }

    @Benchmark
    @Threads(2)
    public Object mixedByTwo(Position position) {
        var next = position.next++;
        return (next & 3) == 0 ? write(next) : read(next);
    }

    private Object read(int next) {
        return subject.get(keys[next & MASK]);
    }

    /** Each round over the keys puts other values than the one before. */
    private Object write(int next) {
        var written = values[(next + (next >>> 10)) & MASK];
        subject.put(keys[next & MASK], written);
        return written;
    }
}
