package dev.tripod.testing;

import dev.tripod.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings as they are without any configuration. */
public final class TestSettings {
    public static final Settings DEFAULTS = new Settings(
            Optional.empty(),
            new Settings.Http(Optional.empty(), List.of(), 0),
            new Settings.Sessions(Duration.ofHours(1), Duration.ofDays(30)),
            new Settings.Pairings(Duration.ofMinutes(2)),
            new Settings.Rooms(10, 200, 100, Duration.ofMinutes(1), Duration.ofMinutes(5)),
            new Settings.Ice("[]", Optional.empty()),
            new Settings.Api(Optional.empty(), Optional.empty()),
            new Settings.Storage("tripod:", 64 << 20, 10_000),
            Settings.LogFormat.TEXT);

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
