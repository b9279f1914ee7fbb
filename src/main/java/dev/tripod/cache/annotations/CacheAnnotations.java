package dev.tripod.cache.annotations;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/**
 * Finds the methods that the stock annotations mark and binds them to this application's interceptor instead. The stock
 * annotations disappear from what the container sees, so that no interceptor of the server's runs as well. Not final, since
 * containers inject a proxy of it.
 */
public class CacheAnnotations implements Extension {
    /** Written while the container starts, read when a cache is made. */
    private final Map<String, Set<Class<?>>> types = new ConcurrentHashMap<>();

    @SuppressWarnings("UnusedMethod") // called by the container
    <T> void bind(
            @Observes @WithAnnotations({CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class})
                    ProcessAnnotatedType<T> event) {
        var bean = event.getAnnotatedType().getJavaClass();
        if (event.getAnnotatedType().isAnnotationPresent(Interceptor.class)) {
            return; // a server's own, which says by the annotation what it is for
        }
        var type = event.configureAnnotatedType();
        if (type.getAnnotated().getAnnotations().stream().anyMatch(Operation::isStock)) {
            type.remove(Operation::isStock).add(new Cached.Literal());
        }
        type.methods().forEach(method -> {
            if (method.getAnnotated().getAnnotations().stream().anyMatch(Operation::isStock)) {
                method.remove(Operation::isStock).add(new Cached.Literal());
            }
            MethodDetails.allOf(method.getAnnotated().getJavaMember(), bean).forEach(details -> types.computeIfAbsent(
                            details.getCacheName(), name -> ConcurrentHashMap.newKeySet())
                    .addAll(MentionedTypes.of(details.getMethod())));
        });
    }

    /** The classes that keys and values of a cache are made of, as far as the signatures of its methods tell. */
    public Set<Class<?>> types(String cache) {
        return types.getOrDefault(cache, Set.of());
    }
}
