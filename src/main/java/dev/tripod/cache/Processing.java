package dev.tripod.cache;

import dev.tripod.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** Runs entry processors, each on a fresh look at its entry until what it made of that is taken. */
final class Processing<K, V> {
    private final Steps<K, V> steps;

    Processing(Steps<K, V> steps) {
        this.steps = steps;
    }

    <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        return steps.attempt(key, attempt -> {
            var entry = new ProcessorEntry<>(attempt, steps.external);
            try {
                var result = processor.process(entry, arguments);
                entry.settle();
                return result;
            } catch (EntryProcessorException | StoreException e) { // the second is no failure of the processor's
                throw e;
            } catch (RuntimeException e) {
                throw new EntryProcessorException(e);
            }
        });
    }

    <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        var results = new LinkedHashMap<K, EntryProcessorResult<T>>();
        for (var key : keys) {
            try {
                var result = invoke(key, processor, arguments);
                if (result != null) {
                    results.put(key, () -> result);
                }
            } catch (RuntimeException e) {
                results.put(key, () -> {
                    throw e instanceof EntryProcessorException known ? known : new EntryProcessorException(e);
                });
            }
        }
        return results;
    }
}
