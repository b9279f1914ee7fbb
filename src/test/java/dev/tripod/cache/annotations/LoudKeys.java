package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import java.util.Locale;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** Keys of a test's own, which know no case. */
final class LoudKeys implements CacheKeyGenerator {
    private record Loud(String text) implements GeneratedCacheKey {}

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> context) {
        return new Loud(String.valueOf(context.getKeyParameters()[0].getValue()).toUpperCase(Locale.ROOT));
    }
}
