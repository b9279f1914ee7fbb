package dev.tripod.cache;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of a record's weight once its class is: only components whose size varies have to be looked at. */
final class RecordShape {
    private static final int REFERENCE = 8;

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(List.of(type.getRecordComponents()));
        }
    };

    /** What all records of the class weigh beyond their object. */
    final long fixed;

    final Method[] varying;

    private RecordShape(List<RecordComponent> components) {
        var accessors = new ArrayList<Method>();
        var sum = 0L;
        for (var component : components) {
            sum += REFERENCE;
            var type = component.getType();
            if (varies(type) && component.getAccessor().trySetAccessible()) {
                accessors.add(component.getAccessor());
            } else if (!type.isPrimitive()) {
                sum += Weigher.SMALL;
            }
        }
        this.fixed = sum;
        this.varying = accessors.toArray(Method[]::new);
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static boolean varies(Class<?> type) {
        return type == String.class
                || type == Encoded.class
                || type == Optional.class
                || type.isRecord()
                || !(type.isPrimitive() || Modifier.isFinal(type.getModifiers()));
    }
}
