package dev.tripod.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A topic that this instance listens to: its listeners, and how far its log was delivered. Entries are delivered in the
 * order of the log without a gap; while the log is read for what is missing, what comes meanwhile is held. Delivery
 * begins where the log was read first, or with the first entry that comes. All but the listeners belongs to the
 * delivering thread. Whoever gets a position as an answer reads the log from there and says what it has found.
 */
final class SharedTopic {
    private static final System.Logger LOG = System.getLogger(SharedTopic.class.getName());

    /** Changed by subscribers, read by the delivering thread. */
    final List<Broadcaster.Listener> listeners = new CopyOnWriteArrayList<>();

    private @Nullable Position last;
    /** Not null while the log is read. */
    private @Nullable List<Envelope> held;

    private boolean readAgain;
    /** How many read the log, while nobody has before. */
    private int beginning;

    /** An envelope has come on the stream. */
    Optional<Position> received(Envelope envelope) {
        var position = envelope.position();
        if (position.isEmpty()) {
            deliver(envelope);
            return Optional.empty();
        }
        if (held != null) {
            held.add(envelope);
            return Optional.empty();
        }
        if (last == null || isNext(position.get())) {
            advance(envelope);
            return Optional.empty();
        }
        if (position.get().compareTo(last) <= 0) {
            return Optional.empty();
        }
        held = new ArrayList<>(List.of(envelope));
        return Optional.of(last);
    }

    private boolean isNext(Position position) {
        return position.before().equals(last);
    }

    private void advance(Envelope envelope) {
        last = envelope.position().orElseThrow();
        deliver(envelope);
    }

    /**
     * An entry of this instance's has its place.
     *
     * @param live whether the stream was open when it was sent, and so brings it too, after all that stands before it
     */
    Optional<Position> placed(Envelope envelope, boolean live) {
        var known = held == null && isNext(envelope.position().orElseThrow());
        return live && !known ? Optional.empty() : received(envelope);
    }

    /** What was missing has been read; goes on with it and with what was held. */
    Optional<Position> caughtUp(Broadcaster.History history) {
        if (!history.complete()) { // told before they hear what comes after the gap
            tell(Broadcaster.Listener::missed);
            last = null;
        }
        history.entries().forEach(this::advanceTo);
        if (readAgain && last != null) {
            return startReading(last);
        }
        return release();
    }

    private void advanceTo(Envelope envelope) {
        if (last == null || envelope.position().orElseThrow().compareTo(last) > 0) {
            advance(envelope);
        }
    }

    /** The log could not be read, and is read again; until then nothing has to be held. */
    Optional<Position> tryAgain() {
        return last == null ? release() : startReading(last);
    }

    private Optional<Position> startReading(Position from) {
        readAgain = false;
        held = new ArrayList<>();
        return Optional.of(from);
    }

    private Optional<Position> release() {
        var come = held == null ? List.<Envelope>of() : held;
        held = null;
        readAgain = false;
        Optional<Position> missing = Optional.empty();
        for (var envelope : come) {
            var from = received(envelope);
            missing = from.isPresent() ? from : missing;
        }
        return missing;
    }

    /** Messages may have been lost: those without a place are gone, those of the log can be read. */
    Optional<Position> missedSome() {
        gap();
        return live();
    }

    /** Messages come from now on; the log may have gone on before. */
    Optional<Position> live() {
        if (held != null) {
            readAgain = true;
        }
        return held != null || last == null ? Optional.empty() : startReading(last);
    }

    /** A listener reads the log from now on. */
    void reads() {
        if (last == null) {
            beginning++;
            held = held == null ? new ArrayList<>() : held;
        }
    }

    /** A listener has read the log up to here; what follows is delivered. */
    Optional<Position> read(Position end) {
        beginning = Math.max(0, beginning - 1);
        if (last != null) {
            return Optional.empty();
        }
        last = end;
        return readAgain ? startReading(end) : release();
    }

    /** A listener could not read the log. */
    Optional<Position> couldNotRead() {
        beginning = Math.max(0, beginning - 1);
        return last == null && beginning == 0 ? release() : Optional.empty();
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
