package dev.tripod;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** A bean of an application's, whose methods are cached. */
@ApplicationScoped
@CacheDefaults(cacheName = "counted-calls")
public class CountedCalls {
    private final AtomicInteger calls = new AtomicInteger();

    @CacheResult
    public String call(String of) {
        return of + " " + calls.incrementAndGet();
    }

    /** The server's own interceptors fail here. */
    @CacheResult(cacheName = "counted-nothing", skipGet = false)
    public String nothing(String of) {
        calls.incrementAndGet();
        return null;
    }

    @CacheRemoveAll
    public void forget() {}

    public int calls() {
        return calls.get();
    }
}
