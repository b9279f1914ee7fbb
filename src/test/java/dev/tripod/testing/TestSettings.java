package dev.tripod.testing;

import dev.tripod.config.Settings;
import java.util.Map;

/** Settings as they are without any configuration, and close to that. */
public final class TestSettings {
    public static final Settings DEFAULTS = Settings.read(Map.of());

    private TestSettings() {}

    /** The defaults, reached in another way. */
    public static Settings with(Settings.Http http) {
        return new Settings(
                DEFAULTS.upstash(),
                http,
                DEFAULTS.sessions(),
                DEFAULTS.pairings(),
                DEFAULTS.rooms(),
                DEFAULTS.ice(),
                DEFAULTS.api(),
                DEFAULTS.storage(),
                DEFAULTS.logFormat());
    }
}
