package dev.tripod.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the settings of named values, or tells every fault in them. */
final class SettingsReader {
    private static final System.Logger LOG = System.getLogger(SettingsReader.class.getName());
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)b?");
    private static final Pattern TYPE = Pattern.compile("[\\w$]+(\\.[\\w$]+)*(\\.\\*{1,2})?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final long LEAST_MEMORY = 1L << 20;

    private final Values values;

    SettingsReader(Map<String, String> values) {
        this.values = new Values(values);
    }

    Settings read() {
        var settings = new Settings(
                upstash(),
                new Settings.Http(
                        values.origin(Setting.TRIPOD_PUBLIC_URL),
                        values.origins(Setting.TRIPOD_ALLOWED_ORIGINS),
                        values.count(Setting.TRIPOD_TRUSTED_PROXIES, 0)),
                sessions(),
                new Settings.Pairings(duration(Setting.TRIPOD_PAIRING_LIFETIME)),
                rooms(),
                new Settings.Ice(iceServers(), values.text(Setting.TRIPOD_TURN_SECRET)),
                new Settings.Api(values.text(Setting.TRIPOD_API_TOKEN), values.text(Setting.TRIPOD_API_READONLY_TOKEN)),
                new Settings.Storage(
                        keyPrefix(), localMaxMemory(), values.count(Setting.TRIPOD_DAILY_COMMANDS, 1), cacheTypes()),
                logFormat());
        if (!values.faults().isEmpty()) {
            throw new SettingsException(values.faults());
        }
        return settings;
    }

    private Optional<Settings.Upstash> upstash() {
        var url = values.text(Setting.UPSTASH_REDIS_REST_URL);
        var token = values.text(Setting.UPSTASH_REDIS_REST_TOKEN);
        if (url.isPresent() != token.isPresent()) {
            var missing = url.isPresent() ? Setting.UPSTASH_REDIS_REST_TOKEN : Setting.UPSTASH_REDIS_REST_URL;
            LOG.log(System.Logger.Level.WARNING, "Upstash is not used since " + missing + " is missing");
            return Optional.empty();
        }
        return url.flatMap(this::upstashUrl).map(address -> new Settings.Upstash(address, token.orElseThrow()));
    }

    private Optional<URI> upstashUrl(String text) {
        if (text.startsWith("redis://") || text.startsWith("rediss://")) {
            values.fault(
                    Setting.UPSTASH_REDIS_REST_URL,
                    "is an address for Redis clients; take the one that the console shows as REST URL, with https://");
            return Optional.empty();
        }
        var url = parse(text);
        if (url.isEmpty()) {
            values.fault(Setting.UPSTASH_REDIS_REST_URL, "must be an address such as https://name.upstash.io");
        } else if ("http".equals(url.get().getScheme())
                && !LOOPBACK.contains(url.get().getHost())) {
            values.fault(Setting.UPSTASH_REDIS_REST_URL, "must begin with https:// (http:// is for this machine only)");
        }
        return url;
    }

    private static Optional<URI> parse(String text) {
        try {
            var uri = new URI(text.replaceAll("/+$", ""));
            var good = uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()));
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Settings.Sessions sessions() {
        var idle = duration(Setting.TRIPOD_SESSION_IDLE);
        var max = duration(Setting.TRIPOD_SESSION_MAX);
        if (max.compareTo(idle) < 0) {
            values.fault(Setting.TRIPOD_SESSION_MAX, "must not be shorter than TRIPOD_SESSION_IDLE");
        }
        return new Settings.Sessions(idle, max);
    }

    private Settings.Rooms rooms() {
        return new Settings.Rooms(
                values.count(Setting.TRIPOD_SOCKETS_PER_SESSION, 1),
                values.count(Setting.TRIPOD_SOCKETS_PER_ADDRESS, 1),
                values.count(Setting.TRIPOD_MESSAGES_PER_SECOND, 1),
                duration(Setting.TRIPOD_PING_ACTIVE),
                duration(Setting.TRIPOD_PING_IDLE));
    }

    private Duration duration(Setting setting) {
        return values.duration(setting, SHORTEST, YEAR);
    }

    private String iceServers() {
        var text = values.textOrDefault(Setting.TRIPOD_ICE_SERVERS);
        try {
            if (new ObjectMapper().readTree(text).isArray()) {
                return text;
            }
        } catch (JsonProcessingException e) {
            // Told below; the message of the parser would repeat credentials.
        }
        values.fault(Setting.TRIPOD_ICE_SERVERS, "must be a JSON array of RTCIceServer objects");
        return "[]";
    }

    private String keyPrefix() {
        var prefix = values.textOrDefault(Setting.TRIPOD_KEY_PREFIX);
        if (!prefix.matches("[A-Za-z0-9:._-]{1,64}")) {
            values.fault(Setting.TRIPOD_KEY_PREFIX, "must be 1 to 64 of the characters A-Z a-z 0-9 : . _ -");
        }
        return prefix;
    }

    private long localMaxMemory() {
        var text = values.text(Setting.TRIPOD_LOCAL_MAX_MEMORY);
        if (text.isEmpty()) {
            return Runtime.getRuntime().maxMemory() / 5;
        }
        var match = SIZE.matcher(text.get().toLowerCase(Locale.ROOT));
        var bytes = match.matches() ? Long.parseLong(match.group(1)) << shift(match.group(2)) : 0;
        if (bytes < LEAST_MEMORY) {
            values.fault(Setting.TRIPOD_LOCAL_MAX_MEMORY, "must be a size of at least 1m, such as 64m or 1g");
        }
        return bytes;
    }

    private List<String> cacheTypes() {
        var types = Arrays.stream(
                        values.textOrDefault(Setting.TRIPOD_CACHE_TYPES).split(",", -1))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .toList();
        if (!types.stream().allMatch(type -> TYPE.matcher(type).matches())) {
            values.fault(Setting.TRIPOD_CACHE_TYPES, "must be classes, package.* or package.**, separated by commas");
        }
        return types;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
    }

    private Settings.LogFormat logFormat() {
        return switch (values.textOrDefault(Setting.TRIPOD_LOG_FORMAT)) {
            case "text" -> Settings.LogFormat.TEXT;
            case "json" -> Settings.LogFormat.JSON;
            default -> {
                values.fault(Setting.TRIPOD_LOG_FORMAT, "must be text or json");
                yield Settings.LogFormat.TEXT;
            }
        };
    }
}
