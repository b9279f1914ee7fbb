package dev.tripod.upstash;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open stream, whose lines are read on the given thread; a chunk is asked for when the one before is dealt with, so
 * a slow listener slows the service down and fills no memory.
 */
final class EventStream implements BodySubscriber<byte[]> {
    private static final int LINE_BYTES = 1024 * 1024;

    private final Executor thread;
    private final Consumer<StreamEvent> events;
    private final LineReader lines = new LineReader(LINE_BYTES);
    private final CompletableFuture<byte[]> end = new CompletableFuture<>();
    /** Written when the stream opens, read by whoever closes it. */
    private volatile Flow.@Nullable Subscription source;

    EventStream(Executor thread, Consumer<StreamEvent> events) {
        this.thread = thread;
        this.events = events;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (end.isDone()) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {
        thread.execute(() -> read(chunks));
    }

    private void read(List<ByteBuffer> chunks) {
        try {
            for (var chunk : chunks) {
                lines.read(chunk, line -> StreamEvent.parse(line).ifPresent(events));
            }
        } catch (UpstashException e) {
            end.completeExceptionally(e);
            cut();
            return;
        }
        var open = source;
        if (open != null) {
            open.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(new byte[0]);
    }

    /** Drops the connection. */
    void cut() {
        end.complete(new byte[0]);
        var open = source;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return end;
    }
}
