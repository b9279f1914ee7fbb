package dev.tripod.store;

import dev.tripod.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bound of everything that this instance keeps in its own memory: the local store and the local caches charge it
 * together, in estimated bytes. Thread-safe, lock-free.
 */
@Singleton
public final class MemoryBudget {
    private final long limit;
    /** Written by whoever adds or removes an entry; each change is one atomic step, so that it never exceeds the limit. */
    private final AtomicLong used = new AtomicLong();

    @Inject
    MemoryBudget(Settings settings) {
        this(settings.storage().localMaxMemory());
    }

    /** A budget of so many bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Takes so many bytes (a negative number gives back) unless that would exceed the limit, and tells whether it did. */
    public boolean charge(long bytes) {
        if (bytes <= 0) {
            used.addAndGet(bytes);
            return true;
        }
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Gives back so many bytes. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }
}
