package dev.tripod.cases;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts each pair when the first case asks for it and closes it after the last one. */
final class SharedInstances implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Instances.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedInstances.class));
        if (parameter.isAnnotated(ToHarm.class)) {
            return store.getOrComputeIfAbsent(ToHarm.class, key -> Instances.startApart(), Instances.class)
                    .mend();
        }
        var settings = parameter.isAnnotated(ShortLived.class) ? Instances.SHORT_LIVED : Map.<String, String>of();
        return store.getOrComputeIfAbsent(settings, Instances::start, Instances.class);
    }
}
