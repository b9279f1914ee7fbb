package dev.tripod.cache;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Topic;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Tells other instances what this one has changed in a shared cache, and hears of their changes while somebody here
 * listens. Best effort: what is published while the store is away, or while the stream of messages is broken, is not
 * heard. A value that is too large for a message is left out, and whoever hears of it reads the entry.
 */
final class ChangeBroadcast<K, V> implements Broadcaster.Listener {
    private static final System.Logger LOG = System.getLogger(ChangeBroadcast.class.getName());

    private static final int MOST_BYTES = 8 << 10;
    /** Stands where a message has no value. */
    private static final String NONE = "-";

    private static final List<EventType> TOLD = List.of(EventType.CREATED, EventType.UPDATED, EventType.REMOVED);

    /**
     * What another instance did.
     *
     * @param key in the form that is held
     * @param value as bytes; empty when it was left out or there is none
     */
    record Heard(EventType type, Object key, Optional<Encoded> value) {}

    /** Takes what was heard; called one change at a time and must not block. */
    interface Ear {
        void hear(Heard change);
    }

    private final Broadcaster broadcaster;
    private final Topic topic;
    private final KeyText names;
    private final Keeper<K> keys;
    private final Keeper<V> values;
    private final String self = UUID.randomUUID().toString();
    /** Set once, before the cache is handed out. */
    private Ear ear = change -> {};
    /** Guarded by this. */
    private Broadcaster.@Nullable Subscription listening;

    ChangeBroadcast(Broadcaster broadcaster, Topic topic, KeyText names, Keeper<K> keys, Keeper<V> values) {
        this.broadcaster = broadcaster;
        this.topic = topic;
        this.names = names;
        this.keys = keys;
        this.values = values;
    }

    void onHeard(Ear listener) {
        ear = listener;
    }

    /** Begins or ends to listen. */
    synchronized void listen(boolean on) {
        if (on && listening == null) {
            listening = broadcaster.subscribe(topic, this);
        } else if (!on && listening != null) {
            listening.close();
            listening = null;
        }
    }

    void tell(Change<K, V> change) {
        if (TOLD.contains(change.getEventType())) {
            var words =
                    List.of(self, change.getEventType().name(), text(change), names.write(keys.hold(change.getKey())));
            var unused = broadcaster.publish(topic, String.join(" ", words));
        }
    }

    private String text(Change<K, V> change) {
        var value = change.getValue();
        if (value == null || change.getEventType() == EventType.REMOVED) {
            return NONE;
        }
        return values.hold(value) instanceof Encoded encoded && encoded.bytes.length <= MOST_BYTES
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(encoded.bytes) + "."
                : NONE;
    }

    @Override
    public void received(Envelope envelope) {
        var words = envelope.payload().split(" ", 4);
        if (words.length < 4 || words[0].equals(self)) {
            return;
        }
        try {
            ear.hear(new Heard(EventType.valueOf(words[1]), names.read(words[3]), value(words[2])));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "A change of a cache elsewhere was not understood", e);
        }
    }

    private static Optional<Encoded> value(String word) {
        return word.equals(NONE)
                ? Optional.empty()
                : Optional.of(new Encoded(Base64.getUrlDecoder().decode(word.substring(0, word.length() - 1))));
    }
}
