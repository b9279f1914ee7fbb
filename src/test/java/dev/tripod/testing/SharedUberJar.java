package dev.tripod.testing;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands every test class that asks for it the same running {@link UberJar}, stopped after the last one. */
public final class SharedUberJar implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == UberJar.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedUberJar.class));
        return store.getOrComputeIfAbsent(
                UberJar.class,
                key -> UberJar.start(Map.of("TRIPOD_PAIRING_LIFETIME", "2m"), "-Xmx384m"),
                UberJar.class);
    }
}
