package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** One call of a method that has a cache's annotation, for generators of keys and resolvers of caches. */
final class Invocation<A extends Annotation> implements CacheKeyInvocationContext<A> {
    private final MethodDetails<A> details;
    private final Object target;
    private final @Nullable Object[] arguments;

    Invocation(MethodDetails<A> details, Object target, @Nullable Object[] arguments) {
        this.details = details;
        this.target = target;
        this.arguments = arguments;
    }

    @Override
    public CacheInvocationParameter[] getAllParameters() {
        return those(parameter -> true);
    }

    /** Those that are marked as key, else all but the value. */
    @Override
    public CacheInvocationParameter[] getKeyParameters() {
        var marked = those(parameter -> has(parameter, CacheKey.class));
        return marked.length > 0 ? marked : those(parameter -> !has(parameter, CacheValue.class));
    }

    @Override
    public @Nullable CacheInvocationParameter getValueParameter() {
        return Arrays.stream(those(parameter -> has(parameter, CacheValue.class)))
                .findFirst()
                .orElse(null);
    }

    private CacheInvocationParameter[] those(Predicate<Parameter> wanted) {
        var types = getMethod().getParameterTypes();
        var annotations = getMethod().getParameterAnnotations();
        return IntStream.range(0, types.length)
                .mapToObj(at -> new Parameter(types[at], arguments[at], Set.of(annotations[at]), at))
                .filter(wanted)
                .toArray(CacheInvocationParameter[]::new);
    }

    private static boolean has(Parameter parameter, Class<? extends Annotation> type) {
        return parameter.annotations().stream().anyMatch(type::isInstance);
    }

    @Override
    public Object getTarget() {
        return target;
    }

    @Override
    public Method getMethod() {
        return details.getMethod();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return details.getAnnotations();
    }

    @Override
    public A getCacheAnnotation() {
        return details.getCacheAnnotation();
    }

    @Override
    public String getCacheName() {
        return details.getCacheName();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A call of a cached method is no " + type.getName());
    }
}
