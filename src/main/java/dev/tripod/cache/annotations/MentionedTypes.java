package dev.tripod.cache.annotations;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes that a method's signature names, also as arguments of other types. */
final class MentionedTypes {
    private MentionedTypes() {}

    static Set<Class<?>> of(Method method) {
        return Stream.concat(Stream.of(method.getGenericReturnType()), Arrays.stream(method.getGenericParameterTypes()))
                .flatMap(MentionedTypes::classes)
                .filter(type -> type != void.class && type != Object.class)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof Class<?> plain) {
            return Stream.of(plain);
        }
        if (type instanceof ParameterizedType parameterized) {
            return Stream.concat(
                    classes(parameterized.getRawType()),
                    Arrays.stream(parameterized.getActualTypeArguments()).flatMap(MentionedTypes::classes));
        }
        if (type instanceof GenericArrayType array) {
            return classes(array.getGenericComponentType());
        }
        return type instanceof WildcardType wildcard
                ? Arrays.stream(wildcard.getUpperBounds()).flatMap(MentionedTypes::classes)
                : Stream.empty();
    }
}
