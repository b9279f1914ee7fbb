package dev.tripod.cache;

import java.io.ObjectStreamClass;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Numbers for classes, so that copies inside a process need not carry descriptions of them. Has only such classes as its
 * loader finds by their names, so it keeps none in memory that the loader does not. Thread-safe.
 */
final class ClassTable {
    /** The number of what the loader does not find. */
    static final int NONE = -1;

    private final ClassLoader loader;
    /** Written by whoever meets a class first. */
    private final ConcurrentHashMap<Class<?>, Integer> numbers = new ConcurrentHashMap<>();
    /** Only grows; a class is here before its number is there. */
    private final List<ObjectStreamClass> classes = new CopyOnWriteArrayList<>();

    ClassTable(ClassLoader loader) {
        this.loader = loader;
    }

    int number(Class<?> type) {
        var number = numbers.get(type);
        return number != null ? number : find(type);
    }

    private int find(Class<?> type) {
        return isFound(type) ? numbers.computeIfAbsent(type, this::add) : NONE;
    }

    private boolean isFound(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private synchronized int add(Class<?> type) {
        classes.add(ObjectStreamClass.lookupAny(type));
        return classes.size() - 1;
    }

    ObjectStreamClass describe(int number) {
        return classes.get(number);
    }
}
