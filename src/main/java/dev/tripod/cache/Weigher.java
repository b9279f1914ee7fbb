package dev.tripod.cache;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Estimates how many bytes an object takes. Bytes are exact, texts and records close, anything else a guess. */
final class Weigher {
    /** The map's node, the slot and the references between them. */
    static final int ENTRY = 96;

    private static final int OBJECT = 24;
    private static final int DEPTH = 6;

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            var components = type.getRecordComponents();
            for (var component : components) {
                component.getAccessor().trySetAccessible();
            }
            return components;
        }
    };

    private Weigher() {}

    static int weigh(Object key, Object value) {
        return (int) Math.min(Integer.MAX_VALUE, ENTRY + weigh(key, DEPTH) + weigh(value, DEPTH));
    }

    private static long weigh(Object object, int depth) {
        if (object instanceof Encoded encoded) {
            return OBJECT + 16L + encoded.bytes.length;
        }
        if (object instanceof String text) {
            return 48 + 2L * text.length();
        }
        if (depth == 0) {
            return OBJECT;
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
        return object instanceof Record ? weighRecord(object, depth) : 2L * OBJECT;
    }

    private static long weighRecord(Object object, int depth) {
        var sum = (long) OBJECT;
        for (var component : COMPONENTS.get(object.getClass())) {
            sum += 8;
            if (!component.getType().isPrimitive()) {
                sum += weighComponent(object, component, depth);
            }
        }
        return sum;
    }

    private static long weighComponent(Object object, RecordComponent component, int depth) {
        try {
            var value = component.getAccessor().invoke(object);
            return value == null ? 0 : weigh(value, depth - 1);
        } catch (ReflectiveOperationException e) {
            return OBJECT;
        }
    }
}
