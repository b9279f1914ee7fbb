package dev.tripod.testing;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands every test class that asks for a {@link ServerProcess} the same running uber-jar, stopped after the last one. */
public final class SharedServer implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ServerProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedServer.class));
        return store.getOrComputeIfAbsent(
                ServerProcess.class, key -> ServerProcess.uberJar(Map.of(), "-Xmx384m"), ServerProcess.class);
    }
}
