package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.Callable;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** What one annotation has done around each call of a method. Thread-safe. */
interface Operation {
    /** From the outermost to the innermost, where a method has several. */
    List<Class<? extends Annotation>> STOCK =
            List.of(CacheRemoveAll.class, CacheRemove.class, CachePut.class, CacheResult.class);

    static boolean isStock(Annotation annotation) {
        return STOCK.contains(annotation.annotationType());
    }

    /** Runs the method, or does not, and gives what the caller gets. */
    @Nullable
    Object around(Object target, @Nullable Object[] arguments, Callable<@Nullable Object> method) throws Exception;
}
