package dev.tripod.cache;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Asks a cache's expiry policy, each question only once it is known which one it is. */
final class Lifetimes {
    private final ExpiryPolicy policy;
    private final boolean accessMatters;
    private final boolean eternal;
    private final boolean sameForAllWrites;
    private final boolean sameForAllReads;
    private final boolean simpleUpdates;
    private final boolean simpleCreations;

    Lifetimes(ExpiryPolicy policy) {
        this.policy = policy;
        this.eternal = policy instanceof EternalExpiryPolicy;
        this.sameForAllWrites =
                (eternal || policy instanceof ModifiedExpiryPolicy || policy instanceof TouchedExpiryPolicy)
                        && !policy.getExpiryForCreation().isZero();
        this.sameForAllReads = (policy instanceof AccessedExpiryPolicy || policy instanceof TouchedExpiryPolicy)
                && !policy.getExpiryForAccess().isZero();
        this.simpleUpdates =
                sameForAllWrites || policy instanceof CreatedExpiryPolicy || policy instanceof AccessedExpiryPolicy;
        this.simpleCreations = simpleUpdates && !policy.getExpiryForCreation().isZero();
        this.accessMatters =
                !(eternal || policy instanceof CreatedExpiryPolicy || policy instanceof ModifiedExpiryPolicy);
    }

    /** Whether reading an entry can change when it expires. */
    boolean accessMatters() {
        return accessMatters;
    }

    /** Whether reading an entry has it live equally long every time, and it may be asked for nothing. */
    boolean sameForAllReads() {
        return sameForAllReads;
    }

    /** Whether a replaced entry lives on, for a time that depends on nothing that was there, and asking does no harm. */
    boolean simpleUpdates() {
        return simpleUpdates;
    }

    /** Whether an entry that is made lives on, and asking how long does no harm when there is one already. */
    boolean simpleCreations() {
        return simpleCreations;
    }

    /** Whether an entry lives on, and equally long, whether it is made now or replaced now. */
    boolean sameForAllWrites() {
        return sameForAllWrites;
    }

    /** When an entry expires that is written now, where that is {@link #sameForAllWrites}. */
    long forWrite(LongSupplier clock) {
        return eternal ? Slot.ETERNAL : forCreation(clock.getAsLong());
    }

    /** When an entry made now expires. */
    long forCreation(long now) {
        return end(policy::getExpiryForCreation, now, Slot.ETERNAL);
    }

    /** When an entry replaced now expires. */
    long forUpdate(long now, long current) {
        return end(policy::getExpiryForUpdate, now, current);
    }

    /** When an entry read now expires. */
    long forAccess(long now, long current) {
        return end(policy::getExpiryForAccess, now, current);
    }

    ExpiryPolicy policy() {
        return policy;
    }

    /** A policy that throws leaves its default in place, as the reference implementation has it. */
    private static long end(Supplier<@Nullable Duration> question, long now, long unchanged) {
        Duration duration;
        try {
            duration = question.get();
        } catch (RuntimeException e) {
            return unchanged;
        }
        if (duration == null) {
            return unchanged;
        }
        return duration.isEternal() ? Slot.ETERNAL : duration.getAdjustedTime(now);
    }
}
