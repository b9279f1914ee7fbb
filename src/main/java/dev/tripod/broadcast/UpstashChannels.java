package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.StoreException;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import dev.tripod.upstash.UpstashClient;
import dev.tripod.upstash.UpstashException;
import dev.tripod.upstash.UpstashSubscription;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Channels of the shared store. For each name or pattern that somebody here listens to there is one stream, which all its
 * listeners share and which closes with the last of them. A stream that breaks ends its listeners' listening, which
 * tells them that they may have missed something.
 */
final class UpstashChannels implements Channels {
    /** Each takes a connection and a thread. */
    private static final int MOST_STREAMS = 100;
    /** What the service answers at most, in base64. */
    private static final int ANSWER_BYTES = 14 * 1024 * 1024;

    private final KeyValueStore store;
    private final UpstashClient client;
    /** Guarded by this, as the streams' own state is. */
    private final Map<Interest, Stream> streams = new HashMap<>();

    UpstashChannels(KeyValueStore store, UpstashClient client) {
        this.store = store.withAnswersUpTo(ANSWER_BYTES);
        this.client = client;
    }

    @Override
    public CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic) {
        return store.execute(commands, atomic);
    }

    @Override
    public synchronized Listening listen(Interest interest, Listener listener) {
        var stream = streams.get(interest);
        if (stream == null) {
            stream = open(interest);
        }
        return stream.add(listener);
    }

    private Stream open(Interest interest) {
        if (streams.size() >= MOST_STREAMS) {
            throw new StoreException(StoreException.Reason.FULL, "Too many channels are listened to");
        }
        var stream = new Stream(interest);
        stream.source = interest.pattern()
                ? client.subscribeToPattern(interest.name(), stream)
                : client.subscribe(List.of(interest.name()), stream);
        streams.put(interest, stream);
        return stream;
    }

    /** All its state is guarded by the channels' monitor. */
    private final class Stream implements UpstashSubscription.Listener {
        private final Interest interest;
        private final Set<Listener> listeners = new LinkedHashSet<>();
        private @Nullable UpstashSubscription source;
        private boolean hears;

        Stream(Interest interest) {
            this.interest = interest;
        }

        /** Guarded by the channels' monitor. */
        Listening add(Listener listener) {
            listeners.add(listener);
            if (hears) {
                listener.hears();
            }
            return () -> remove(listener);
        }

        private void remove(Listener listener) {
            synchronized (UpstashChannels.this) {
                if (listeners.remove(listener) && listeners.isEmpty()) {
                    close();
                }
            }
        }

        private void close() {
            streams.remove(interest, this);
            if (source != null) {
                source.close();
            }
        }

        @Override
        public void subscribed() {
            synchronized (UpstashChannels.this) {
                hears = true;
                List.copyOf(listeners).forEach(Listener::hears);
            }
        }

        @Override
        public void message(String channel, String payload) {
            tell(listener -> listener.message(channel, payload));
        }

        @Override
        public void gap() {
            // after lost(), which has closed this stream
        }

        @Override
        public void lost(UpstashException reason) {
            synchronized (UpstashChannels.this) {
                close();
                var all = List.copyOf(listeners);
                listeners.clear();
                all.forEach(Listener::ended);
            }
        }

        private void tell(Consumer<Listener> news) {
            synchronized (UpstashChannels.this) {
                List.copyOf(listeners).forEach(news); // one of them may stop listening now
            }
        }
    }
}
