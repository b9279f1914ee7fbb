package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/** One argument of a call. */
record Parameter(Class<?> type, @Nullable Object value, Set<Annotation> annotations, int position)
        implements CacheInvocationParameter {
    @Override
    public Class<?> getRawType() {
        return type;
    }

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return annotations;
    }

    @Override
    public int getParameterPosition() {
        return position;
    }
}
