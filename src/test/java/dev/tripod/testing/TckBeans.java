package dev.tripod.testing;

import dev.tripod.config.Settings;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.jboss.weld.environment.se.WeldContainer;

/** Makes the TCK's annotated classes beans of the application; without it the TCK leaves its tests of annotations out. */
public final class TckBeans implements BeanProvider {
    private static final AtomicInteger ASKED = new AtomicInteger();

    private final WeldContainer container = TripodContainer.start(
            Settings.load(),
            InstantSource.system(),
            ClassLevelCacheConfigBlogManagerImpl.class,
            CacheNameOnEachMethodBlogManagerImpl.class,
            UsingDefaultCacheNameBlogManagerImpl.class);

    /** How often a test has asked for a bean. */
    static int asked() {
        return ASKED.get();
    }

    @Override
    public <T> T getBeanByType(Class<T> type) {
        ASKED.incrementAndGet();
        return container.select(type).get();
    }
}
