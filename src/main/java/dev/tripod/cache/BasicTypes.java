package dev.tripod.cache;

import java.util.Set;

/** Classes of Java itself that every cache may hold: values that never change, dates, and the usual collections. */
final class BasicTypes {
    private static final Set<String> NAMES = Set.of(
            """
            java.lang.Object java.lang.Number java.lang.Enum java.lang.Record java.lang.Void java.io.Serializable \
            java.lang.String$CaseInsensitiveComparator \
            java.util.Date java.sql.Date java.sql.Time java.sql.Timestamp java.util.Locale java.util.Currency \
            java.util.BitSet java.util.ArrayList java.util.LinkedList java.util.ArrayDeque java.util.Vector \
            java.util.HashMap java.util.LinkedHashMap java.util.TreeMap java.util.IdentityHashMap java.util.Hashtable \
            java.util.HashSet java.util.LinkedHashSet java.util.TreeSet java.util.EnumMap java.util.EnumSet \
            java.util.EnumSet$SerializationProxy java.util.Map$Entry java.util.AbstractMap$SimpleEntry \
            java.util.AbstractMap$SimpleImmutableEntry java.util.CollSer java.util.Arrays$ArrayList \
            java.util.concurrent.ConcurrentHashMap java.util.concurrent.ConcurrentHashMap$Segment \
            java.util.concurrent.locks.ReentrantLock java.util.concurrent.locks.ReentrantLock$NonfairSync \
            java.util.concurrent.locks.ReentrantLock$Sync \
            java.util.concurrent.locks.AbstractQueuedSynchronizer \
            java.util.concurrent.locks.AbstractOwnableSynchronizer \
            java.util.concurrent.atomic.AtomicInteger java.util.concurrent.atomic.AtomicLong \
            java.util.concurrent.atomic.AtomicBoolean java.util.concurrent.CopyOnWriteArrayList \
            java.util.Collections$EmptyList java.util.Collections$EmptySet java.util.Collections$EmptyMap \
            java.util.Collections$SingletonList java.util.Collections$SingletonSet java.util.Collections$SingletonMap \
            java.util.Collections$UnmodifiableCollection java.util.Collections$UnmodifiableList \
            java.util.Collections$UnmodifiableRandomAccessList java.util.Collections$UnmodifiableSet \
            java.util.Collections$UnmodifiableSortedSet java.util.Collections$UnmodifiableMap \
            java.util.Collections$UnmodifiableSortedMap java.util.Collections$ReverseComparator \
            java.util.ImmutableCollections$List12 java.util.ImmutableCollections$ListN \
            java.util.ImmutableCollections$Set12 java.util.ImmutableCollections$SetN \
            java.util.ImmutableCollections$Map1 java.util.ImmutableCollections$MapN \
            java.util.RegularEnumSet java.util.JumboEnumSet java.time.Ser"""
                    .split(" "));

    private BasicTypes() {}

    static boolean contains(Class<?> type) {
        return type.isPrimitive()
                || (isOfJava(type) && (NAMES.contains(type.getName()) || Immutables.isImmutable(type)));
    }

    /** Whether a class comes with the JDK, where it can do things that nobody expects of a cached value. */
    static boolean isOfJava(Class<?> type) {
        var loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
