package dev.tripod.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of settings by name, read as what they should be. Faults are collected, so that all can be told at once. */
final class Values {
    private static final int MAX_COUNT = 1_000_000;

    private final Map<String, String> raw;
    private final List<String> faults = new ArrayList<>();

    Values(Map<String, String> raw) {
        this.raw = raw;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Notes what is wrong with a setting; the words must not hold its value when that is a secret. */
    void fault(Setting setting, String what) {
        faults.add(setting.name() + " " + what);
    }

    /** The trimmed text of a setting or of its first alias that is set; blank counts as not set. */
    Optional<String> text(Setting setting) {
        return Stream.of(setting.name(), setting.alias())
                .map(name -> raw.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    String textOrDefault(Setting setting) {
        return text(setting).orElse(setting.fallback());
    }

    int count(Setting setting, int least) {
        var text = textOrDefault(setting);
        if (text.matches("\\d{1,7}")) {
            var number = Integer.parseInt(text);
            if (number >= least && number <= MAX_COUNT) {
                return number;
            }
        }
        fault(setting, "must be a whole number from " + least + " to " + MAX_COUNT);
        return least;
    }

    Duration duration(Setting setting, Duration least, Duration most) {
        var duration = Durations.parse(textOrDefault(setting));
        if (duration.isEmpty()) {
            fault(setting, "must be a duration such as 120s, 2m, 1h or PT2M");
            return least;
        }
        if (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0) {
            fault(setting, "must be from " + least + " to " + most);
        }
        return duration.get();
    }

    /** An address of scheme http or https with a host and nothing behind it; a trailing slash is dropped. */
    Optional<URI> origin(Setting setting) {
        return text(setting).flatMap(text -> {
            var origin = parseOrigin(text);
            if (origin.isEmpty()) {
                fault(setting, "must be an address such as https://tripod.example, without a path");
            }
            return origin;
        });
    }

    List<String> origins(Setting setting) {
        var items = Arrays.stream(textOrDefault(setting).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        var origins = items.stream()
                .flatMap(item -> parseOrigin(item).stream())
                .map(URI::toString)
                .toList();
        if (origins.size() < items.size()) {
            fault(setting, "must be origins such as https://tripod.example, separated by commas");
        }
        return origins;
    }

    private static Optional<URI> parseOrigin(String text) {
        try {
            var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            var plain = uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
