package dev.tripod.broadcast;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Channels as commands know them: anybody may publish any text on any name, and whoever listens at that moment hears it.
 * For callers from outside; what instances tell each other goes through {@link Broadcaster}. Safe for use by many threads.
 */
public interface Channels {
    /** Runs commands as {@link dev.tripod.store.KeyValueStore#execute} does, PUBLISH among them. */
    CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic);

    /**
     * Starts to listen. The listener may be told that it hears before this returns; when too many listen already, the
     * store is {@code FULL}.
     */
    Listening listen(Interest interest, Listener listener);

    /**
     * What somebody wants to hear.
     *
     * @param pattern whether the name is a pattern of names
     */
    record Interest(boolean pattern, String name) {}

    /** Is told one thing after the other and must not block. */
    interface Listener {
        /** What is published from now on is heard. */
        void hears();

        void message(String channel, String payload);

        /** Nothing more is heard. Messages may have been lost: whoever needs them listens anew. */
        void ended();
    }

    /** Ends with {@link #close}. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
