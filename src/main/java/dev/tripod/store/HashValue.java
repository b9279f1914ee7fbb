package dev.tripod.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Fields with a string of bytes each. */
final class HashValue implements Value {
    private static final long PER_FIELD = 120;

    private final Map<Bytes, byte[]> fields = new LinkedHashMap<>();
    private long weight;

    private static long weight(Bytes field, byte[] value) {
        return PER_FIELD + field.length() + value.length;
    }

    private long weightOf(Bytes field) {
        var value = fields.get(field);
        return value == null ? 0 : weight(field, value);
    }

    Optional<byte[]> get(Bytes field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** By how much {@link #putAll} would raise the weight. */
    long growth(Map<Bytes, byte[]> changes) {
        return changes.entrySet().stream()
                .mapToLong(change -> weight(change.getKey(), change.getValue()) - weightOf(change.getKey()))
                .sum();
    }

    /** Sets fields and answers how many are new. */
    long putAll(Map<Bytes, byte[]> changes) {
        weight += growth(changes);
        var before = fields.size();
        fields.putAll(changes);
        return fields.size() - (long) before;
    }

    boolean remove(Bytes field) {
        weight -= weightOf(field);
        return fields.remove(field) != null;
    }

    int size() {
        return fields.size();
    }

    void forEach(BiConsumer<Bytes, byte[]> each) {
        fields.forEach(each);
    }

    @Override
    public String type() {
        return "hash";
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }
}
