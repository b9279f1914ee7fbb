package dev.tripod.status;

import java.util.Map;

/** In which of our words figures speak of what commands are for. */
final class Features {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("sessions", "sessions"),
            Map.entry("limits", "limits"),
            Map.entry("pairings", "pairings"),
            Map.entry("pairing-codes", "pairings"),
            Map.entry("pairing-offers", "pairings"),
            Map.entry("rooms", "rooms"),
            Map.entry("log", "rooms"),
            Map.entry("roster", "rooms"),
            Map.entry("events", "broadcast"),
            Map.entry("api", "cache-api"),
            Map.entry("service", "service"));

    private Features() {}

    /** Whatever is not of the application's own is a cache of somebody else's. */
    static String of(String purpose) {
        return WORDS.getOrDefault(purpose, "cache");
    }
}
