package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * One annotation on one method of a bean, which may stand at the bean's class instead.
 *
 * @param bean the bean's class, which may inherit the method
 */
record MethodDetails<A extends Annotation>(Method method, Class<?> bean, A annotation, Attributes attributes)
        implements CacheMethodDetails<A> {
    /** All annotations of a method, those that are outermost first. */
    static List<MethodDetails<?>> allOf(Method method, Class<?> bean) {
        return Operation.STOCK.stream()
                .<MethodDetails<?>>flatMap(type -> of(method, bean, type))
                .toList();
    }

    private static <A extends Annotation> Stream<MethodDetails<A>> of(Method method, Class<?> bean, Class<A> type) {
        var annotation = method.getAnnotation(type);
        if (annotation == null) {
            annotation = atClass(bean, type);
        }
        return Stream.ofNullable(annotation)
                .map(found -> new MethodDetails<>(method, bean, found, Attributes.of(found)));
    }

    /** The nearest class above a bean that has an annotation; containers may have subclassed the bean. */
    private static <A extends Annotation> @Nullable A atClass(Class<?> bean, Class<A> type) {
        for (var at = bean; at != null; at = at.getSuperclass()) {
            var found = at.getAnnotation(type);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return Set.of(method.getAnnotations());
    }

    @Override
    public A getCacheAnnotation() {
        return annotation;
    }

    @Override
    public String getCacheName() {
        var name = byDefault(attributes.cacheName(), "", CacheDefaults::cacheName);
        return name.isEmpty() ? nameOfMethod() : name;
    }

    /** {@code package.Class.method(package.Type,package.Type)}. */
    private String nameOfMethod() {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(
                        ",", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }

    /** The class that finds the caches, or the interface where none is said. */
    Class<? extends CacheResolverFactory> resolverFactory() {
        return byDefault(attributes.resolverFactory(), CacheResolverFactory.class, CacheDefaults::cacheResolverFactory);
    }

    /** The class that makes keys, or the interface where none is said. */
    Class<? extends CacheKeyGenerator> keyGenerator() {
        return byDefault(attributes.keyGenerator(), CacheKeyGenerator.class, CacheDefaults::cacheKeyGenerator);
    }

    private <T> T byDefault(T own, T unsaid, Function<CacheDefaults, T> asked) {
        if (!own.equals(unsaid)) {
            return own;
        }
        var defaults = atClass(bean, CacheDefaults.class);
        return defaults == null ? unsaid : asked.apply(defaults);
    }
}
