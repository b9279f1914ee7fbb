package dev.tripod.cache;

import java.io.ObjectInputFilter;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes whose objects a cache may hold in serialized form: the declared ones with what extends or implements them,
 * what their fields are declared as, and the {@link BasicTypes}. It filters both ways, so that what could not be read is
 * not written either. Thread-safe.
 */
final class AllowedTypes implements ObjectInputFilter {
    /** Sets within sets take two to the power of this many steps to read, however few bytes they are. */
    private static final long MAX_DEPTH = 24;

    private static final long MAX_OBJECTS = 1_000_000;
    private static final long MAX_BYTES = 16 << 20;

    /** Allowed together with what extends or implements them; grows by the types of the fields of what is met. */
    private final Set<Class<?>> families = ConcurrentHashMap.newKeySet();
    /** Allowed as they are; grows by what was found to belong to a family. */
    private final Set<Class<?>> exact = ConcurrentHashMap.newKeySet();

    private final List<String> patterns;

    /** Allows declared classes, and those that a pattern names: a class, {@code package.*} or {@code package.**}. */
    AllowedTypes(Collection<Class<?>> declared, List<String> patterns) {
        this.patterns = patterns;
        declared.forEach(this::add);
    }

    @Override
    public Status checkInput(FilterInfo info) {
        var global = ObjectInputFilter.Config.getSerialFilter();
        if (info.depth() > MAX_DEPTH
                || info.references() > MAX_OBJECTS
                || info.arrayLength() > MAX_OBJECTS
                || info.streamBytes() > MAX_BYTES
                || (global != null && global.checkInput(info) == Status.REJECTED)) {
            return Status.REJECTED;
        }
        var type = info.serialClass();
        if (type == null) {
            return Status.UNDECIDED;
        }
        return allows(type) ? Status.ALLOWED : Status.REJECTED;
    }

    boolean allows(Class<?> type) {
        var element = element(type);
        return BasicTypes.contains(element) || exact.contains(element) || belongs(element);
    }

    private boolean belongs(Class<?> type) {
        var member = !BasicTypes.isOfJava(type) && families.stream().anyMatch(family -> family.isAssignableFrom(type));
        if (member) {
            add(type);
        }
        if (member || patterns.stream().anyMatch(pattern -> matches(pattern, type))) {
            exact.add(type);
            return true;
        }
        return false;
    }

    private static boolean matches(String pattern, Class<?> type) {
        if (pattern.endsWith(".**")) {
            return type.getName().startsWith(pattern.substring(0, pattern.length() - 2));
        }
        return pattern.endsWith(".*")
                ? type.getPackageName().equals(pattern.substring(0, pattern.length() - 2))
                : type.getName().equals(pattern);
    }

    private static Class<?> element(Class<?> type) {
        var element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    private void add(Class<?> declared) {
        var type = element(declared);
        if (type.isPrimitive() || BasicTypes.contains(type)) {
            return;
        }
        if (BasicTypes.isOfJava(type)) {
            if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
                exact.add(type);
            }
        } else if (families.add(type)) {
            for (var above = type; above != null && !BasicTypes.isOfJava(above); above = above.getSuperclass()) {
                exact.add(above);
                Arrays.stream(above.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .filter(field -> !Modifier.isTransient(field.getModifiers()))
                        .forEach(field -> add(field.getGenericType()));
            }
        }
    }

    private void add(Type type) {
        if (type instanceof Class<?> plain) {
            add(plain);
        } else if (type instanceof ParameterizedType parameterized) {
            add(parameterized.getRawType());
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(this::add);
        } else if (type instanceof TypeVariable<?> variable) {
            Arrays.stream(variable.getBounds()).filter(Class.class::isInstance).forEach(this::add);
        }
    }
}
