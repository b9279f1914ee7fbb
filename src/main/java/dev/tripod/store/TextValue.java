package dev.tripod.store;

/** A string of bytes, which may be empty. */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array is never changed
record TextValue(byte[] bytes) implements Value {
    @Override
    public String type() {
        return "string";
    }

    @Override
    public long weight() {
        return 16L + bytes.length;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
