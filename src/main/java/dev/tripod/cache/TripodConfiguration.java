package dev.tripod.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A cache's configuration with what this provider adds to JSR-107: the codec of its values, copies near the caller, and
 * what happens when the memory that local caches share is used up or the shared store is away.
 */
public final class TripodConfiguration<K, V> extends MutableConfiguration<K, V> {
    private static final long serialVersionUID = 1;

    private transient Optional<Codec<V>> valueCodec = Optional.empty();
    private WhenFull whenFull = WhenFull.EVICT;
    private @Nullable Duration nearCopies;
    private boolean shared = true;
    private boolean listenersHearOthers;
    private WhenAway whenAway = WhenAway.FAIL;
    private transient Optional<Merger<V>> merger = Optional.empty();
    private List<Class<?>> allowed = List.of();

    /** What a local cache does when there is no memory for a new entry. */
    public enum WhenFull {
        /** Drops what was used least recently, as far as a sample tells. */
        EVICT,
        /** Refuses the new entry with {@link dev.tripod.store.StoreException}; for what must not be lost. */
        REFUSE
    }

    public TripodConfiguration() {}

    /** Takes over a standard configuration. */
    public TripodConfiguration(CompleteConfiguration<K, V> configuration) {
        super(configuration);
        if (configuration instanceof TripodConfiguration<K, V> tripod) {
            valueCodec = tripod.valueCodec;
            whenFull = tripod.whenFull;
            nearCopies = tripod.nearCopies;
            shared = tripod.shared;
            listenersHearOthers = tripod.listenersHearOthers;
            whenAway = tripod.whenAway;
            merger = tripod.merger;
            allowed = tripod.allowed;
        }
    }

    /** How values become bytes; without one a codec is chosen by the declared type. */
    public TripodConfiguration<K, V> setValueCodec(Codec<V> codec) {
        valueCodec = Optional.of(codec);
        return this;
    }

    /**
     * Lets a cache that has no codec hold objects of these classes, and of what extends or implements them, beside its
     * declared types and what their fields are declared as. Only a shared store asks for it.
     */
    public TripodConfiguration<K, V> allow(Class<?>... types) {
        allowed = Stream.concat(allowed.stream(), Arrays.stream(types)).toList();
        return this;
    }

    public List<Class<?>> allowed() {
        return allowed;
    }

    public TripodConfiguration<K, V> setWhenFull(WhenFull choice) {
        whenFull = choice;
        return this;
    }

    /**
     * Keeps copies of a shared cache's entries near the caller and trusts each for so long; a change made through this
     * provider, on whichever instance, drops them at once. Without a shared store it means nothing.
     */
    public TripodConfiguration<K, V> setNearCopies(Duration trustedFor) {
        nearCopies = trustedFor;
        return this;
    }

    /** Keeps the cache on this instance, also where there is a shared store. */
    public TripodConfiguration<K, V> setLocal() {
        shared = false;
        return this;
    }

    /**
     * Tells listeners on other instances of what is created, updated and removed on this one, after the change and
     * asynchronously even where they are registered as synchronous; all instances have to be configured so. It costs one
     * command more per change. Without a shared store it means nothing.
     */
    public TripodConfiguration<K, V> setListenersHearOthers(boolean choice) {
        listenersHearOthers = choice;
        return this;
    }

    public boolean listenersHearOthers() {
        return listenersHearOthers;
    }

    /** Has reads go on from copies while the shared store is away; changes fail. Without it everything fails. */
    public TripodConfiguration<K, V> setReadCopiesWhenAway() {
        whenAway = WhenAway.READ_COPIES;
        return this;
    }

    /** Goes on while the shared store is away, see {@link WhenAway#GO_ON}, and merges afterwards. */
    public TripodConfiguration<K, V> setGoOnWhenAway(WhenAway how, Merger<V> whenBack) {
        whenAway = how;
        merger = Optional.of(whenBack);
        return this;
    }

    public boolean shared() {
        return shared;
    }

    public WhenAway whenAway() {
        return whenAway;
    }

    /** Present when changes go on while the store is away. */
    public Optional<Merger<V>> merger() {
        return merger;
    }

    public Optional<Duration> nearCopies() {
        return Optional.ofNullable(nearCopies);
    }

    @Override
    public TripodConfiguration<K, V> setTypes(Class<K> keyType, Class<V> valueType) {
        super.setTypes(keyType, valueType);
        return this;
    }

    @Override
    public TripodConfiguration<K, V> setExpiryPolicyFactory(Factory<? extends ExpiryPolicy> factory) {
        super.setExpiryPolicyFactory(factory);
        return this;
    }

    public Optional<Codec<V>> valueCodec() {
        return valueCodec;
    }

    public WhenFull whenFull() {
        return whenFull;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof TripodConfiguration<?, ?> tripod
                && valueCodec.equals(tripod.valueCodec)
                && whenFull == tripod.whenFull
                && Objects.equals(nearCopies, tripod.nearCopies)
                && shared == tripod.shared
                && listenersHearOthers == tripod.listenersHearOthers
                && whenAway == tripod.whenAway
                && merger.equals(tripod.merger)
                && allowed.equals(tripod.allowed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(),
                valueCodec,
                whenFull,
                nearCopies,
                shared,
                listenersHearOthers,
                whenAway,
                merger,
                allowed);
    }
}
