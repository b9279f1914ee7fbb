package dev.tripod.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where values come from: system properties win over the environment, and both over the {@code .env} file. */
final class SettingsSources {
    private SettingsSources() {}

    static Map<String, String> load() {
        var strong = new HashMap<>(System.getenv());
        System.getProperties().stringPropertyNames().forEach(name -> strong.put(name, System.getProperty(name)));
        var all = new HashMap<>(file(strong));
        all.putAll(strong);
        return all;
    }

    /** A missing {@code .env} is fine; a file that was named has to be there. */
    static Map<String, String> file(Map<String, String> values) {
        var named = values.getOrDefault(Setting.TRIPOD_ENV_FILE.name(), "").strip();
        var path = Path.of(named.isEmpty() ? Setting.TRIPOD_ENV_FILE.fallback() : named)
                .toAbsolutePath();
        if (!Files.isReadable(path)) {
            if (named.isEmpty()) {
                return Map.of();
            }
            throw new SettingsException(List.of(Setting.TRIPOD_ENV_FILE + " names a file that cannot be read"));
        }
        try {
            var entries = new HashMap<String, String>();
            Dotenv.configure()
                    .directory(String.valueOf(path.getParent()))
                    .filename(String.valueOf(path.getFileName()))
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .forEach((DotenvEntry entry) -> entries.put(entry.getKey(), entry.getValue()));
            return entries;
        } catch (DotenvException e) {
            throw new SettingsException(List.of("The .env file has a line that is not NAME=value"));
        }
    }
}
