package dev.tripod.cache;

import java.util.Arrays;

/** A key or value held as bytes, since the object that it stands for may change. */
final class Encoded {
    final byte[] bytes;
    private final int hash;

    Encoded(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoded encoded && hash == encoded.hash && Arrays.equals(bytes, encoded.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
