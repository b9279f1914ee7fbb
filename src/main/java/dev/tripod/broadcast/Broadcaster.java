package dev.tripod.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Messages to all servers, this one included. Safe for use by many threads. Listeners of one topic are called one
 * message at a time, in order; they must not block.
 */
public interface Broadcaster {
    /** The name of this server, new at each start. */
    String origin();

    /** Since when messages of other servers do not arrive, though somebody listens here; empty while they do. */
    default Optional<Instant> deafSince() {
        return Optional.empty();
    }

    /** Whether messages of other servers arrive now; false while nobody listens here, and where there are none. */
    default boolean connected() {
        return false;
    }

    /**
     * Sends to whoever listens now; best effort. Where messages are many, this one may wait up to a tenth of a second
     * for others to share a request with. The future ends when the message is on its way; that it could not be sent is
     * logged here and need not be by the caller.
     */
    CompletableFuture<Void> publish(Topic topic, String payload);

    /** As {@link #publish}, and does not wait for others; what waits already goes with it. */
    default CompletableFuture<Void> publishNow(Topic topic, String payload) {
        return publish(topic, payload);
    }

    /** As {@link #publish}; what cannot be sent now, within bounds, is sent later. */
    default void announce(Topic topic, String payload) {
        var unused = publish(topic, payload);
    }

    /**
     * Appends to the topic's log and sends to whoever listens. When the future has ended normally, the entry has its
     * place in the one order of the topic and is kept for {@link #history} (the last 256, for 10 minutes). While the log
     * cannot be reached, within bounds, the entry waits; listeners on this server then have it at once without a
     * position, and later once more with its position.
     */
    CompletableFuture<Position> append(Topic topic, String payload);

    /**
     * Reads what the topic's log holds after a position, or all it holds. Listeners get every entry that follows the
     * first such reading's end, each once and in order; where nobody reads the log, from the first that comes.
     */
    CompletableFuture<History> history(Topic topic, Optional<Position> after);

    /** Has the topic's log, if there is one, be kept for a day more. */
    default CompletableFuture<Void> refresh(Topic topic) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Tells other servers something on the side from now on: it goes along with messages that are sent anyway, and costs
     * nothing. Where there are no other servers nothing is told.
     */
    default void tell(Aside aside) {}

    /** Starts to listen; closing the subscription ends it. */
    Subscription subscribe(Topic topic, Listener listener);

    /**
     * Entries of a log in their order.
     *
     * @param complete whether nothing is missing between the position that was asked for and the first entry
     * @param end the place of the log's last entry, or where it begins; from here on nothing was read
     */
    record History(List<Envelope> entries, boolean complete, Position end) {}

    /** Receives what is sent to a topic. */
    interface Listener {
        void received(Envelope envelope);

        /** Messages of other servers do not arrive from now on, until {@link #gap}. */
        default void lost() {}

        /** They arrive, and some may have been lost: whoever needs all of them reads the history or asks anew. */
        default void gap() {}

        /** Entries of the log are lost to this listener: it was away for longer than the history reaches back. */
        default void missed() {}
    }

    /** What a server tells others on the side, and hears of them while somebody listens here anyway. */
    interface Aside {
        /** Nobody else speaks of it. */
        Topic topic();

        /** How much time lies between two tellings at least. */
        Duration every();

        /** What is to be told now, as JSON. Must not block. */
        String words();

        /** Others have told theirs. Must not block. */
        void heard(Envelope envelope);
    }

    /** Ends with {@link #close}; afterwards no call to the listener begins. */
    interface Subscription extends AutoCloseable {
        /** Whether messages arrive now, as far as is known. */
        default boolean live() {
            return true;
        }

        /** Ends when messages arrive for the first time from now on, at once where they do. */
        default CompletableFuture<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        void close();
    }
}
