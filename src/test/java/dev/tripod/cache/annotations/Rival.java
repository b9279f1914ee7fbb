package dev.tripod.cache.annotations;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** A server that binds the stock annotations itself, as Payara does where it has Hazelcast. */
final class Rival implements Extension {
    static final AtomicInteger CALLS = new AtomicInteger();

    @SuppressWarnings("UnusedMethod") // called by the container
    void register(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
        discovery
                .configureInterceptorBinding(CacheResult.class)
                .methods()
                .forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
        discovery.addAnnotatedType(manager.createAnnotatedType(Counting.class), "rival");
    }

    @CacheResult
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE)
    static class Counting {
        @AroundInvoke
        Object count(InvocationContext context) throws Exception {
            CALLS.incrementAndGet();
            return context.proceed();
        }
    }
}
