package dev.tripod.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an entry processor works on. It remembers the last wish, and {@link #settle} carries that out on the attempt, so
 * that the expiry policy is asked once and a set followed by a remove leaves no trace.
 */
final class ProcessorEntry<K, V> implements LifetimeEntry<K, V> {
    private enum Wish {
        NOTHING,
        READ,
        LOAD,
        SET,
        REMOVE,
        /** Only set in this call: it was never there for others, and nobody has to remove it. */
        UNDO
    }

    private final Attempt<K, V> attempt;
    private final External<K, V> external;
    private Wish wish = Wish.NOTHING;
    private @Nullable V value;
    private @Nullable Duration lifetime;
    private boolean quiet;

    ProcessorEntry(Attempt<K, V> attempt, External<K, V> external) {
        this.attempt = attempt;
        this.external = external;
    }

    @Override
    public K getKey() {
        return attempt.key;
    }

    @Override
    public boolean exists() {
        return switch (wish) {
            case NOTHING, READ -> attempt.present();
            case LOAD, SET -> true;
            case REMOVE, UNDO -> false;
        };
    }

    @Override
    public @Nullable V getValue() {
        if (wish == Wish.NOTHING) {
            read();
        }
        return value;
    }

    private void read() {
        if (attempt.present()) {
            wish = Wish.READ;
            value = attempt.oldValue();
        } else if (external.readsThrough()) {
            value = external.load(attempt.key);
            wish = value == null ? Wish.NOTHING : Wish.LOAD;
        }
    }

    @Override
    public void setValue(V newValue) {
        value = Objects.requireNonNull(newValue);
        lifetime = null;
        quiet = false;
        wish = Wish.SET;
    }

    @Override
    public void setValue(V newValue, Duration newLifetime) {
        setValue(newValue);
        lifetime = newLifetime;
    }

    @Override
    public void setQuietly(V newValue, Duration newLifetime) {
        setValue(newValue, newLifetime);
        quiet = true;
    }

    @Override
    public void remove() {
        wish = wish == Wish.UNDO || (wish == Wish.SET && !attempt.present()) ? Wish.UNDO : Wish.REMOVE;
        value = null;
    }

    @Override
    public Optional<Duration> lifetime() {
        var remaining = attempt.remaining();
        return remaining == Slot.ETERNAL ? Optional.empty() : Optional.of(Duration.ofMillis(remaining));
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Unwrapping.unwrap(this, type);
    }

    /** Carries out what the processor wished for in the end. */
    void settle() {
        attempt.countLookup();
        var wanted = value;
        switch (wish) {
            case READ -> attempt.access();
            case LOAD -> attempt.put(Objects.requireNonNull(wanted));
            case SET -> set(Objects.requireNonNull(wanted));
            case REMOVE -> {
                external.delete(attempt.key);
                attempt.remove();
            }
            case NOTHING, UNDO -> {}
        }
    }

    private void set(V wanted) {
        external.write(attempt.key, wanted);
        if (lifetime == null) {
            attempt.put(wanted);
        } else if (quiet) {
            attempt.putQuietly(wanted, lifetime);
        } else {
            attempt.put(wanted, lifetime);
        }
    }
}
