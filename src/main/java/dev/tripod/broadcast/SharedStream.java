package dev.tripod.broadcast;

import dev.tripod.upstash.UpstashClient;
import dev.tripod.upstash.UpstashException;
import dev.tripod.upstash.UpstashSubscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one stream on which this instance hears all others: open while somebody listens and a minute longer. An own
 * message that does not come back within five seconds shows that an open stream is deaf; it is opened again then.
 */
final class SharedStream implements UpstashSubscription.Listener, AutoCloseable {
    /** Whom the stream serves; told on the stream's thread. */
    interface Owner {
        /** Whether anybody listens. */
        boolean listens();

        void heard(String payload);

        /** Messages do not arrive from now on. */
        void lost();

        /** Messages arrive, for the first time. */
        void hears();

        /** They arrive again; some may have been lost. */
        void missedSome();
    }

    private static final System.Logger LOG = System.getLogger(SharedStream.class.getName());
    private static final Duration LINGER = Duration.ofSeconds(60);
    private static final Duration ECHO = Duration.ofSeconds(5);

    private final UpstashClient client;
    private final String channel;
    private final DaemonThread timer;
    private final InstantSource clock;
    private final Owner owner;

    // Guarded by this.
    private @Nullable UpstashSubscription stream;
    /** Whether messages have arrived on it before. */
    private boolean begun;

    private boolean heard;
    private CompletableFuture<Void> ready = new CompletableFuture<>();
    private Optional<Instant> deafSince = Optional.empty();
    private @Nullable Future<?> echo;
    private long idleRound;

    SharedStream(UpstashClient client, String channel, DaemonThread timer, InstantSource clock, Owner owner) {
        this.client = client;
        this.channel = channel;
        this.timer = timer;
        this.clock = clock;
        this.owner = owner;
    }

    synchronized void open() {
        idleRound++;
        if (stream == null) {
            begun = false;
            stream = client.subscribe(List.of(channel), this);
        }
    }

    /** Nobody may be listening any more. */
    synchronized void closeLater() {
        if (!owner.listens()) {
            var round = ++idleRound;
            timer.after(LINGER, () -> closeIfIdleSince(round));
        }
    }

    private synchronized void closeIfIdleSince(long round) {
        if (round == idleRound && !owner.listens()) {
            close();
        }
    }

    /** Whether messages arrive, as far as is known. */
    synchronized boolean live() {
        return heard;
    }

    /** Since when messages of others do not arrive, though somebody listens. */
    synchronized Optional<Instant> deafSince() {
        return deafSince;
    }

    /** Sends a message that is to come back, unless it did not go out. */
    <T> CompletableFuture<T> echoOf(Supplier<CompletableFuture<T>> sending) {
        expectEcho();
        return sending.get().whenComplete((result, failure) -> {
            if (failure != null) {
                expectNothing();
            }
        });
    }

    private synchronized void expectEcho() {
        if (heard && echo == null) {
            echo = timer.schedule(ECHO, this::missed);
        }
    }

    private synchronized void expectNothing() {
        stopWaiting();
    }

    /** An own message has come back. */
    synchronized void echoed() {
        stopWaiting();
        deafSince = Optional.empty();
    }

    private void stopWaiting() {
        if (echo != null) {
            echo.cancel(false);
            echo = null;
        }
    }

    private synchronized void missed() {
        echo = null;
        if (heard && stream != null) {
            nothingHeard();
            becomeDeaf("own ones do not come back");
            stream.reopen();
            owner.lost();
        }
    }

    private void becomeDeaf(String reason) {
        if (deafSince.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "Messages of other instances do not arrive: {0}", reason);
        }
        deafSince = deafSince.or(() -> Optional.of(clock.instant()));
    }

    @Override
    public void subscribed() {
        if (isFirst()) { // later on a gap is reported
            owner.hears();
        }
        nowHeard().complete(null);
    }

    private synchronized boolean isFirst() {
        var first = !begun;
        begun = true;
        return first;
    }

    private synchronized CompletableFuture<Void> nowHeard() {
        heard = stream != null;
        deafSince = Optional.empty();
        return ready;
    }

    /** Ends when messages arrive. */
    synchronized CompletableFuture<Void> ready() {
        return ready;
    }

    /** Guarded by this. */
    private void nothingHeard() {
        heard = false;
        if (ready.isDone()) {
            ready = new CompletableFuture<>();
        }
    }

    @Override
    public void gap() {
        owner.missedSome();
    }

    @Override
    public void message(String name, String payload) {
        owner.heard(payload);
    }

    @Override
    public synchronized void lost(UpstashException reason) {
        nothingHeard();
        stopWaiting();
        if (stream != null) {
            becomeDeaf(String.valueOf(reason.getMessage()));
            owner.lost();
        }
    }

    @Override
    public synchronized void close() {
        stopWaiting();
        if (stream != null) {
            stream.close();
            stream = null;
            nothingHeard();
            deafSince = Optional.empty();
        }
    }
}
