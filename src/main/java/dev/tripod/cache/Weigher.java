package dev.tripod.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Estimates how many bytes an object takes. Bytes are exact, texts and records close, anything else a guess. */
final class Weigher {
    /** The map's node, the slot and the references between them. */
    static final int ENTRY = 96;

    private static final int OBJECT = 24;
    /** A number, a date, or anything else that nothing better is known of. */
    static final int SMALL = 2 * OBJECT;

    private static final int DEPTH = 6;

    private Weigher() {}

    static int weigh(Object key, Object value) {
        return (int) Math.min(Integer.MAX_VALUE, ENTRY + weigh(key, DEPTH) + weigh(value, DEPTH));
    }

    private static long weigh(@Nullable Object object, int depth) {
        if (object instanceof Encoded encoded) {
            return OBJECT + 16L + encoded.bytes.length;
        }
        if (object instanceof String text) {
            return 48 + 2L * text.length();
        }
        if (depth == 0) {
            return OBJECT;
        }
        if (object instanceof Record entry) {
            return weighRecord(entry, depth);
        }
        if (object == null || object instanceof Number) {
            return SMALL;
        }
        if (object instanceof Optional<?> optional) {
            return OBJECT + optional.map(value -> weigh(value, depth - 1)).orElse(0L);
        }
        if (object instanceof Collection<?> items) {
            return OBJECT
                    + items.stream()
                            .mapToLong(item -> 8 + weigh(item, depth - 1))
                            .sum();
        }
        if (object instanceof Map<?, ?> map) {
            return OBJECT
                    + map.entrySet().stream()
                            .mapToLong(
                                    entry -> 48 + weigh(entry.getKey(), depth - 1) + weigh(entry.getValue(), depth - 1))
                            .sum();
        }
        return SMALL;
    }

    private static long weighRecord(Record object, int depth) {
        var shape = RecordShape.of(object.getClass());
        var sum = (long) OBJECT + shape.fixed;
        for (var accessor : shape.varying) {
            try {
                sum += weigh(accessor.invoke(object), depth - 1);
            } catch (ReflectiveOperationException e) {
                sum += OBJECT;
            }
        }
        return sum;
    }
}
