package dev.tripod.cache;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/** Knows the classes whose objects never change, so that nobody has to copy them. */
final class Immutables {
    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class);

    private static final ClassValue<Boolean> IMMUTABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return KNOWN.contains(type) || type.isEnum() || isTime(type) || isRecordOfImmutables(type);
        }
    };

    private Immutables() {}

    /** Whether an object of exactly this class can never change. */
    static boolean isImmutable(Class<?> type) {
        return IMMUTABLE.get(type);
    }

    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time")
                && (TemporalAccessor.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type));
    }

    /** A component's declared class must be final, else a subclass could bring state that changes. */
    private static boolean isRecordOfImmutables(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getType())
                        .allMatch(component -> component.isPrimitive()
                                || (component != type
                                        && Modifier.isFinal(component.getModifiers())
                                        && isImmutable(component)));
    }
}
