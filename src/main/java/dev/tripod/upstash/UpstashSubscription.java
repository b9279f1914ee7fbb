package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hears channels over one stream of events, and opens it again whenever it ends. A stream that has fallen silent looks
 * like one on which nothing is published: who knows better calls {@link #reopen}.
 */
public final class UpstashSubscription implements AutoCloseable {
    /**
     * Is told what happens, on one thread that belongs to the subscription; while it is busy the stream waits. What it
     * throws is logged and changes nothing.
     */
    public interface Listener {
        /** All channels are heard from now on; also after each reconnection, before {@link #gap}. */
        void subscribed();

        void message(String channel, String payload);

        /** The stream was away for a while: what was published meanwhile is lost. */
        void gap();

        /** The stream ended or did not open; it is tried again until {@link #subscribed}. Once per outage. */
        void lost(UpstashException reason);
    }

    private static final System.Logger LOG = System.getLogger(UpstashSubscription.class.getName());
    private static final Duration OPENING = Duration.ofSeconds(3);
    /** A stream that lived so long was a good one. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    private static final int REFUSAL_BYTES = 64 * 1024;

    private final List<String> channels;
    private final String path;
    private final Listener listener;
    private final Transport transport;
    private final CommandMeter meter;
    private final InstantSource clock;
    private final Consumer<UpstashSubscription> whenClosed;
    private final OwnThread thread = new OwnThread();
    /** Written by the subscription's thread; cut by it and by whoever closes. */
    private volatile @Nullable Attempt current;
    /** All these belong to the subscription's thread. */
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());

    private final Set<String> confirmed = new HashSet<>();
    private int attempts;
    private Instant subscribedAt = Instant.MAX;
    private boolean wasSubscribed;
    private boolean isLost;

    /** A stream and the request that opens it. */
    private record Attempt(EventStream events, CompletableFuture<?> exchange) {
        void cut() {
            events.cut();
            exchange.cancel(true);
        }
    }

    UpstashSubscription(
            List<String> channels,
            Listener listener,
            Transport transport,
            CommandMeter meter,
            InstantSource clock,
            Consumer<UpstashSubscription> whenClosed) {
        this.channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.stream().anyMatch(name -> name.isEmpty() || name.contains(","))) {
            throw new IllegalArgumentException("Channels have names, and no commas in them");
        }
        this.path = channels.stream()
                .map(name -> "/" + RawForm.percentEncoded(name.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("", "/subscribe", ""));
        this.listener = listener;
        this.transport = transport;
        this.meter = meter;
        this.clock = clock;
        this.whenClosed = whenClosed;
    }

    /** Drops the stream, where there is one, and opens another at once; a gap follows. */
    public void reopen() {
        thread.execute(() -> {
            cut();
            open();
        });
    }

    private void open() {
        var number = ++attempts;
        confirmed.clear();
        subscribedAt = Instant.MAX;
        meter.request(
                channels.stream().map(name -> Command.of("SUBSCRIBE", name)).toList());
        var events = new EventStream(thread, event -> heard(number, event));
        var exchange =
                transport.stream(path, head -> head.statusCode() == 200 ? events : new BoundedBody(REFUSAL_BYTES));
        current = new Attempt(events, exchange);
        if (thread.isClosed()) {
            cut();
        }
        var unused = exchange.whenComplete((response, failure) ->
                thread.execute(() -> ended(number, failure == null ? reason(response) : Transport.explained(failure))));
        thread.after(OPENING, () -> {
            if (number == attempts && confirmed.size() < channels.size()) {
                cut();
                ended(number, UpstashException.unknown(Kind.TIMEOUT, "the stream did not open in time"));
            }
        });
    }

    private static UpstashException reason(HttpResponse<byte[]> response) {
        return Answers.endOfStream(
                new Answer(response.statusCode(), response.headers().firstValue("Retry-After"), response.body()));
    }

    private void heard(int number, StreamEvent event) {
        if (number != attempts) {
            return;
        }
        if (event instanceof StreamEvent.Message message) {
            tell(() -> listener.message(message.channel(), message.payload()));
        } else if (event instanceof StreamEvent.Subscribed subscribed
                && channels.contains(subscribed.channel())
                && confirmed.add(subscribed.channel())
                && confirmed.size() == channels.size()) {
            subscribed();
        }
    }

    private void subscribed() {
        subscribedAt = clock.instant();
        isLost = false;
        tell(listener::subscribed);
        if (wasSubscribed) {
            tell(listener::gap);
        }
        wasSubscribed = true;
    }

    private void ended(int number, UpstashException reason) {
        if (number != attempts) {
            return;
        }
        var next = ++attempts;
        if (!isLost) {
            isLost = true;
            tell(() -> listener.lost(reason));
        }
        if (!clock.instant().minus(STEADY).isBefore(subscribedAt)) {
            backoff.reset();
        }
        thread.after(backoff.after(reason), () -> {
            if (next == attempts) {
                open();
            }
        });
    }

    private void tell(Runnable news) {
        if (thread.isClosed()) {
            return;
        }
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener failed", e);
        }
    }

    private void cut() {
        var open = current;
        if (open != null) {
            open.cut();
        }
    }

    /** Ends the stream and the thread; nothing is told afterwards, except what is being told at this moment. */
    @Override
    public void close() {
        thread.close();
        cut();
        whenClosed.accept(this);
    }
}
