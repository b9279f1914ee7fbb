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
        var settings = parameter.isAnnotated(ShortLived.class) ? Instances.SHORT_LIVED : Map.<String, String>of();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedInstances.class))
                .getOrComputeIfAbsent(settings, Instances::start, Instances.class);
    }
}
