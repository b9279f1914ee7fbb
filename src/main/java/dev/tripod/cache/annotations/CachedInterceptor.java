package dev.tripod.cache.annotations;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Has the operations run around a call, each around the next; serializable, for beans of scopes that passivate. */
@Cached
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class CachedInterceptor implements Serializable {
    private static final long serialVersionUID = 1;

    private final Instance<CachedMethods> methods;

    @Inject
    CachedInterceptor(Instance<CachedMethods> methods) {
        this.methods = methods;
    }

    @AroundInvoke
    @Nullable
    Object call(InvocationContext context) throws Exception {
        var operations =
                methods.get().of(context.getMethod(), context.getTarget().getClass());
        return chained(operations.iterator(), context).call();
    }

    private static Callable<@Nullable Object> chained(Iterator<Operation> rest, InvocationContext context) {
        if (!rest.hasNext()) {
            return context::proceed;
        }
        var outermost = rest.next();
        var inner = chained(rest, context);
        return () -> outermost.around(context.getTarget(), context.getParameters(), inner);
    }
}
