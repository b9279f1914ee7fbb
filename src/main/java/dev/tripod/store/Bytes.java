package dev.tripod.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The name of a key, a field or a member: any bytes. Names are ordered by hash before bytes, so that a place in that
 * order is a number that stays meaningful while other names come and go.
 */
final class Bytes implements Comparable<Bytes> {
    private static final byte[] NONE = {};

    private final byte[] raw;
    private final int hash;

    private Bytes(byte[] raw, int hash) {
        this.raw = raw;
        this.hash = hash;
    }

    /** Wraps an array that nobody changes from now on. */
    static Bytes of(byte[] raw) {
        return new Bytes(raw, Arrays.hashCode(raw));
    }

    /** The least name, if there were one, whose place is this one or a later one. */
    static Bytes firstAt(long place) {
        return new Bytes(NONE, (int) place);
    }

    byte[] raw() {
        return raw;
    }

    int length() {
        return raw.length;
    }

    /** The place in the order of names, from 0 to 2^32 - 1; names may share one. */
    long place() {
        return Integer.toUnsignedLong(hash);
    }

    @Override
    public int compareTo(Bytes other) {
        var byHash = Integer.compareUnsigned(hash, other.hash);
        return byHash != 0 ? byHash : Arrays.compareUnsigned(raw, other.raw);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes bytes && hash == bytes.hash && Arrays.equals(raw, bytes.raw);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(raw, StandardCharsets.UTF_8);
    }
}
