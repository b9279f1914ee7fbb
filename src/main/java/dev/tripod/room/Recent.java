package dev.tripod.room;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The last so many things by name; the oldest goes when a new one comes. Not thread-safe. */
final class Recent<T> {
    private static final int KEPT = 512;

    private final Map<String, T> things = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    };

    boolean contains(String name) {
        return things.containsKey(name);
    }

    Optional<T> get(String name) {
        return Optional.ofNullable(things.get(name));
    }

    void put(String name, T thing) {
        things.put(name, thing);
    }

    /** Unlike the map's own method this one bears a supplier that uses the map. */
    T computeIfAbsent(String name, Supplier<T> maker) {
        var known = things.get(name);
        if (known == null) {
            known = maker.get();
            things.put(name, known);
        }
        return known;
    }

    void remove(String name) {
        things.remove(name);
    }
}
