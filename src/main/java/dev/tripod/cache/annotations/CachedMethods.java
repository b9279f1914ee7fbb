package dev.tripod.cache.annotations;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** The operations of each method, put together at its first call. Thread-safe. */
@Singleton
final class CachedMethods {
    private record Name(Method method, Class<?> bean) {}

    /** Filled at first calls, of which several may come at once: they find the same. */
    private final ConcurrentHashMap<Name, List<Operation>> operations = new ConcurrentHashMap<>();

    private final NamedResolvers resolvers;
    private final Instance<Object> beans;

    @Inject
    CachedMethods(NamedResolvers resolvers, @Any Instance<Object> beans) {
        this.resolvers = resolvers;
        this.beans = beans;
    }

    /** The operations on a method, those that are outermost first. */
    List<Operation> of(Method method, Class<?> bean) {
        var name = new Name(method, bean);
        var known = operations.get(name);
        if (known == null) {
            known = MethodDetails.allOf(method, bean).stream()
                    .map(this::operation)
                    .toList();
            operations.put(name, known);
        }
        return known;
    }

    @SuppressWarnings("unchecked") // an annotation's class is the type argument of its details
    private Operation operation(MethodDetails<?> details) {
        if (details.annotation() instanceof CacheResult) {
            return fetch((MethodDetails<CacheResult>) details);
        }
        if (details.annotation() instanceof CachePut) {
            return Change.put(site((MethodDetails<CachePut>) details), keys(details));
        }
        return details.annotation() instanceof CacheRemove
                ? Change.remove(site((MethodDetails<CacheRemove>) details), keys(details))
                : Change.removeAll(site((MethodDetails<CacheRemoveAll>) details));
    }

    private Operation fetch(MethodDetails<CacheResult> details) {
        var failures = Optional.of(details)
                .filter(found -> !found.annotation().exceptionCacheName().isEmpty())
                .map(found -> factory(found).getExceptionCacheResolver(found));
        return new Fetch(site(details), keys(details), failures);
    }

    private <A extends Annotation> Site<A> site(MethodDetails<A> details) {
        return new Site<>(details, factory(details).getCacheResolver(details));
    }

    private CacheResolverFactory factory(MethodDetails<?> details) {
        var type = details.resolverFactory();
        return type == CacheResolverFactory.class ? resolvers : made(type);
    }

    private CacheKeyGenerator keys(MethodDetails<?> details) {
        var type = details.keyGenerator();
        return type == CacheKeyGenerator.class ? MethodKey::of : made(type);
    }

    /** The bean of a class, else a new object. */
    private <T> T made(Class<T> type) {
        var bean = beans.select(type);
        if (bean.isResolvable()) {
            return bean.get();
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new CacheException(type.getName() + " is neither a bean nor can it be made without arguments", e);
        }
    }
}
