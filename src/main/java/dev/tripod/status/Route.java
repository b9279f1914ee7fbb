package dev.tripod.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What figures call the address of a request: one of a few, without ids and without what nobody serves. */
record Route(String name) {
    private static final Route OTHER = new Route("other");
    private static final Route FILES = new Route("files");
    private static final Set<String> PAGES = Set.of("", "camera", "room", "status");
    private static final Set<String> FOLDERS = Set.of("css", "js", "icons");
    private static final Set<String> FEATURES = Set.of("sessions", "pairings", "rooms", "ice", "status");
    private static final Set<String> WORDS = Set.of(
            "api",
            "ws",
            "current",
            "rotation",
            "lookup",
            "claim",
            "qr.svg",
            "qr.png",
            "participants",
            "health",
            "live",
            "ready",
            "metrics");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** The route of a path within the application. */
    static Route of(String path) {
        var parts = Arrays.asList(path.replaceAll("^/|/$", "").split("/", -1));
        var first = parts.get(0);
        if (parts.size() == 1 && PAGES.contains(first)) {
            return new Route("/" + first);
        }
        if (FOLDERS.contains(first)) {
            return FILES;
        }
        if (path.startsWith("/api/cache/") || path.equals("/api/cache")) {
            return new Route("/api/cache");
        }
        var known = Set.of("health", "metrics").contains(first)
                || (Set.of("api", "ws").contains(first) && parts.size() > 1 && FEATURES.contains(parts.get(1)));
        return known && parts.size() <= 5
                ? new Route(parts.stream().map(Route::word).collect(Collectors.joining("/", "/", "")))
                : OTHER;
    }

    private static String word(String part) {
        return FEATURES.contains(part) || WORDS.contains(part) ? part : "{id}";
    }

    /** The method of a request; one that nobody serves is any. */
    static String method(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return METHODS.contains(upper) ? upper : "other";
    }
}
