package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The error texts of the service by their beginnings, and what they mean in plain words. */
final class ServiceTexts {
    private static final Map<String, Kind> BEGINNINGS = beginnings();

    private ServiceTexts() {}

    private static Map<String, Kind> beginnings() {
        var kinds = new LinkedHashMap<String, Kind>();
        kinds.put("WRONGPASS", Kind.MISCONFIGURED);
        kinds.put("NOAUTH", Kind.MISCONFIGURED);
        kinds.put("Unauthorized", Kind.MISCONFIGURED);
        kinds.put("NOPERM", Kind.PERMISSION);
        kinds.put("ERR max requests limit", Kind.QUOTA);
        kinds.put("ERR max daily request limit", Kind.QUOTA);
        kinds.put("ERR max request size", Kind.TOO_LARGE);
        kinds.put("ERR max single record size", Kind.TOO_LARGE);
        kinds.put("ERR max key size", Kind.TOO_LARGE);
        kinds.put("ERR DB capacity quota", Kind.STORAGE_FULL);
        kinds.put("OOM ", Kind.STORAGE_FULL);
        return kinds;
    }

    static Kind kindOf(String text) {
        return BEGINNINGS.entrySet().stream()
                .filter(known -> text.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Kind.REFUSED);
    }

    static String plain(Kind kind) {
        return switch (kind) {
            case MISCONFIGURED -> "the token is not accepted";
            case PERMISSION -> "the token may not do this";
            case QUOTA -> "the quota of requests is used up";
            case TOO_LARGE -> "the request or its answer is larger than the service allows";
            case STORAGE_FULL -> "the database is full";
            default -> "the service refused the request";
        };
    }
}
