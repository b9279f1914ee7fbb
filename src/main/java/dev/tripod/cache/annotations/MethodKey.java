package dev.tripod.cache.annotations;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, equal as {@link Arrays#deepEquals} says. Equal keys have the same bytes, as a store needs it:
 * lists and arrays are written as their elements, and an argument that is given twice is written twice.
 */
final class MethodKey implements GeneratedCacheKey {
    private static final long serialVersionUID = 1;
    private static final int MOST_PARTS = 1 << 16;

    private transient @Nullable Object[] parts;

    MethodKey(@Nullable Object[] arguments) {
        parts = Arrays.stream(arguments).map(MethodKey::part).toArray();
    }

    /** Makes the key of a call from those arguments that count. */
    static GeneratedCacheKey of(CacheKeyInvocationContext<?> invocation) {
        return new MethodKey(Arrays.stream(invocation.getKeyParameters())
                .map(CacheInvocationParameter::getValue)
                .toArray());
    }

    /** Nobody can change what is in the key. */
    private static @Nullable Object part(@Nullable Object argument) {
        if (argument instanceof List<?> list) {
            return new MethodKey(list.toArray());
        }
        if (argument instanceof Object[] array) {
            return new MethodKey(array);
        }
        return argument != null && argument.getClass().isArray() ? copy(argument) : argument;
    }

    private static Object copy(Object array) {
        var length = Array.getLength(array);
        var copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    private void writeObject(ObjectOutputStream output) throws IOException {
        output.writeInt(parts.length);
        for (var part : parts) {
            output.writeUnshared(part);
        }
    }

    @SuppressWarnings("BanSerializableRead") // behind the filter of whoever reads
    private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
        var length = input.readInt();
        if (length < 0 || length > MOST_PARTS) {
            throw new IOException("A key of so many parts is none");
        }
        parts = new @Nullable Object[length];
        for (var at = 0; at < length; at++) {
            parts[at] = input.readObject();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodKey key && Arrays.deepEquals(parts, key.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(parts);
    }

    @Override
    public String toString() {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
