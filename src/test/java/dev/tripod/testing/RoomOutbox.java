package dev.tripod.testing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a participant has sent and nobody has acknowledged, in order. Numbers its messages. Not thread-safe. */
final class RoomOutbox {
    private final Map<String, Outgoing> waiting = new LinkedHashMap<>();
    private final Set<String> acknowledgedLogs = new HashSet<>();
    private final Set<String> unavailable = new HashSet<>();
    private int sent;

    private record Outgoing(String kind, String frame) {}

    /** Keeps a message and answers its id; {@code to} is a JSON member with a comma before it, or empty. */
    String put(String kind, String to, String data) {
        var id = String.valueOf(++sent);
        waiting.put(id, new Outgoing(kind, frame(id, kind, to, data)));
        return id;
    }

    /** The frame of a message that is not kept. */
    String once(String kind, String data) {
        return frame(String.valueOf(++sent), kind, "", data);
    }

    private static String frame(String id, String kind, String to, String data) {
        return "{\"type\":\"send\",\"id\":\"%s\",\"kind\":\"%s\"%s,\"data\":\"%s\"}".formatted(id, kind, to, data);
    }

    void acknowledged(String id) {
        var outgoing = waiting.remove(id);
        if (outgoing != null && outgoing.kind().equals("log")) {
            acknowledgedLogs.add(id);
        }
    }

    /** It was not stored and will be sent again, maybe after later ones. */
    void unavailable(String id) {
        unavailable.add(id);
    }

    boolean wasUnavailable(String id) {
        return unavailable.contains(id);
    }

    void refused(String id) {
        waiting.remove(id);
    }

    Optional<String> waiting(String id) {
        return Optional.ofNullable(waiting.get(id)).map(Outgoing::frame);
    }

    List<String> waiting() {
        return waiting.values().stream().map(Outgoing::frame).toList();
    }

    Set<String> acknowledgedLogs() {
        return Set.copyOf(acknowledgedLogs);
    }

    int size() {
        return waiting.size();
    }
}
