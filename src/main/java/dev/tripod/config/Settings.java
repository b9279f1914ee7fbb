package dev.tripod.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be configured, as it holds from start to stop. {@code docs/configuration.md} is the table of
 * names, defaults and bounds.
 */
public record Settings(
        Optional<Upstash> upstash,
        Http http,
        Sessions sessions,
        Pairings pairings,
        Rooms rooms,
        Ice ice,
        Api api,
        Storage storage,
        LogFormat logFormat) {

    /** Reads system properties, the environment and {@code .env}; faults are a {@link SettingsException}. */
    public static Settings load() {
        return read(SettingsSources.load());
    }

    /** The same with values that win over all of them; faults are a {@link SettingsException}. */
    public static Settings loadWith(Map<String, String> stronger) {
        var values = new HashMap<>(SettingsSources.load());
        values.putAll(stronger);
        return read(values);
    }

    /** Reads named values; faults are a {@link SettingsException} that lists them all. */
    public static Settings read(Map<String, String> values) {
        return new SettingsReader(values).read();
    }

    /** The shared store's REST address and token, trimmed and checked. */
    public record Upstash(URI url, String token) {
        @Override
        public String toString() {
            return "Upstash[" + url.getHost() + "]";
        }
    }

    /**
     * How clients reach this application.
     *
     * @param publicUrl base of links without a trailing slash; empty in development, where the request's own is used
     * @param allowedOrigins further origins for browser clients, beside the own one
     * @param trustedProxies how many hops of {@code X-Forwarded-For} and {@code -Proto} are believed, from the right
     */
    public record Http(Optional<URI> publicUrl, List<String> allowedOrigins, int trustedProxies) {}

    /** How long a session lives unused, and at most. */
    public record Sessions(Duration idle, Duration max) {}

    /** How long a pairing can be claimed. */
    public record Pairings(Duration lifetime) {}

    /**
     * Limits and rhythms of sockets.
     *
     * @param pingActive how often an instance with lively rooms tells the others that it lives
     * @param pingIdle the same for an instance whose rooms are quiet
     */
    public record Rooms(
            int socketsPerSession,
            int socketsPerAddress,
            int messagesPerSecond,
            Duration pingActive,
            Duration pingIdle) {}

    /** ICE servers as a JSON array of {@code RTCIceServer}, and the secret that signs time-limited TURN credentials. */
    public record Ice(String servers, Optional<String> turnSecret) {
        @Override
        public String toString() {
            return "Ice[" + servers.length() + " characters]";
        }
    }

    /** Bearer tokens of the cache API, the status page and the metrics; without the first one nobody needs any. */
    public record Api(Optional<String> token, Optional<String> readOnlyToken) {
        /** What a token opens. */
        public enum Access {
            ALL,
            READING
        }

        /** What this token opens; finding out takes the same time however much of it is right. */
        public Optional<Access> access(String given) {
            var all = token.isPresent() && isEqual(token.get(), given);
            var reading = token.isPresent() && isEqual(readOnlyToken.orElse(""), given) && !given.isEmpty();
            return all ? Optional.of(Access.ALL) : Optional.of(Access.READING).filter(access -> reading);
        }

        private static boolean isEqual(String token, String given) {
            return MessageDigest.isEqual(
                    token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Api[" + (token.isPresent() ? "open" : "closed") + "]";
        }
    }

    /**
     * Where data is kept.
     *
     * @param localMaxMemory bound of the local store and the local caches together, in bytes
     * @param dailyCommands the budget shown on the status page
     * @param cacheTypes classes that caches may hold beside their declared types, also as {@code package.*} and {@code
     *     package.**}
     */
    public record Storage(String keyPrefix, long localMaxMemory, int dailyCommands, List<String> cacheTypes) {}

    /** How log lines are written. */
    public enum LogFormat {
        TEXT,
        JSON
    }
}
