package dev.tripod.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A topic that this instance listens to: its listeners, and how far its log was delivered. An entry that does not follow
 * the last one waits until what lies between was read. All but the listeners belongs to the delivering thread.
 */
final class SharedTopic {
    private static final System.Logger LOG = System.getLogger(SharedTopic.class.getName());

    /** Changed by subscribers, read by the delivering thread. */
    final List<Broadcaster.Listener> listeners = new CopyOnWriteArrayList<>();

    private @Nullable Position last;
    /** Where listening began, when nobody had read the log before: own entries from before it may still come. */
    private @Nullable Position first;

    private @Nullable List<Envelope> waiting;

    /** Delivers an envelope if it can be; answers the position to read the log from when something is missing. */
    Optional<Position> received(Envelope envelope) {
        var position = envelope.position();
        if (position.isEmpty()) {
            deliver(envelope);
            return Optional.empty();
        }
        if (waiting != null) {
            waiting.add(envelope);
            return Optional.empty();
        }
        var before = last;
        if (before == null) {
            first = position.get();
        }
        if (before == null || follows(position.get(), before)) {
            last = position.get();
            deliver(envelope);
            return Optional.empty();
        }
        if (position.get().compareTo(before) <= 0) {
            if (first != null && position.get().compareTo(first) < 0) {
                deliver(envelope);
            }
            return Optional.empty();
        }
        waiting = new ArrayList<>(List.of(envelope));
        return Optional.of(before);
    }

    private static boolean follows(Position position, Position before) {
        return position.before().equals(before);
    }

    /** What was missing has been read, or could not be: goes on with it and with what waited. */
    void caughtUp(List<Envelope> read, boolean complete) {
        var held = waiting == null ? List.<Envelope>of() : waiting;
        waiting = null;
        if (!complete) {
            gap();
        }
        read.forEach(this::deliverIfNew);
        held.forEach(this::deliverIfNew);
    }

    private void deliverIfNew(Envelope envelope) {
        var position = envelope.position().orElseThrow();
        if (last == null || position.compareTo(last) > 0) {
            last = position;
            deliver(envelope);
        }
    }

    /**
     * Messages may have been lost: those without a place are gone, those of the log can be read.
     *
     * @return the position to read the log from, if anything of it was heard so far
     */
    Optional<Position> missedSome() {
        gap();
        if (last == null || waiting != null) {
            return Optional.empty();
        }
        waiting = new ArrayList<>();
        return Optional.of(last);
    }

    private void gap() {
        tell(Broadcaster.Listener::gap);
    }

    /** Messages of others do not arrive from now on. */
    void lost() {
        tell(Broadcaster.Listener::lost);
    }

    private void tell(Consumer<Broadcaster.Listener> news) {
        for (var listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A listener failed", e);
            }
        }
    }

    /** A listener has read the log up to here; what follows comes from the stream. */
    void read(Position end) {
        if (last == null) {
            last = end;
        }
    }

    private void deliver(Envelope envelope) {
        for (var listener : List.copyOf(listeners)) {
            try {
                if (listeners.contains(listener)) { // it may have been closed by one before it
                    listener.received(envelope);
                }
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A listener of " + envelope.topic().name() + " failed",
                        e);
            }
        }
    }
}
