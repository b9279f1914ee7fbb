package dev.tripod.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a participant has seen of its room, over all its sockets. Thread-safe: each method holds its lock. */
public final class RoomRecord {
    /** How often each log message came, in the order of the first times. */
    private final Map<Message, Integer> deliveries = new LinkedHashMap<>();

    /** Those of them that came first with their place in the log, in order. */
    private final List<Message> placed = new ArrayList<>();

    private final Map<String, JsonNode> participants = new TreeMap<>();
    /** How often each participant was said to have left. */
    private final Map<String, Integer> departures = new HashMap<>();

    private final List<String> errors = new ArrayList<>();
    private final List<Integer> closes = new ArrayList<>();
    /** Messages that are no log messages, by their kind. */
    private final Map<String, Integer> others = new HashMap<>();

    private String self = "";
    private String position = "";
    private int welcomes;
    private int unrecovered;

    /** A log message as a room tells them apart: by its sender and the sender's own id. */
    public record Message(String from, String id) {}

    synchronized void note(JsonNode frame) {
        var subject = frame.path("participant");
        switch (frame.path("type").asText()) {
            case "welcome" -> welcomed(frame);
            case "joined", "state" -> {
                participants.put(subject.path("id").asText(), subject);
                position = frame.path("position").asText(position);
            }
            case "left" -> {
                participants.remove(subject.path("id").asText());
                departures.merge(subject.path("id").asText(), 1, Integer::sum);
            }
            case "message" -> delivered(frame);
            case "error" -> errors.add(frame.path("code").asText());
            default -> {} // nothing that the tests ask for
        }
    }

    private void welcomed(JsonNode frame) {
        welcomes++;
        if (!position.isEmpty() && !frame.path("recovered").asBoolean()) {
            unrecovered++;
        }
        self = frame.path("self").path("id").asText();
        position = frame.path("position").asText();
        participants.clear();
        frame.path("participants")
                .forEach(one -> participants.put(one.path("id").asText(), one));
    }

    private void delivered(JsonNode frame) {
        if (!frame.path("kind").asText().equals("log")) {
            others.merge(frame.path("kind").asText(), 1, Integer::sum);
            return;
        }
        var message = new Message(frame.path("from").asText(), frame.path("id").asText());
        if (deliveries.merge(message, 1, Integer::sum) == 1 && frame.has("position")) {
            placed.add(message);
        }
        position = frame.path("position").asText(position);
    }

    synchronized void closed(int code) {
        closes.add(code);
    }

    /** Its own id in the room; empty before the first welcome. */
    public synchronized String self() {
        return self;
    }

    /** The position of the last welcome or message; empty before the first welcome. */
    public synchronized String position() {
        return position;
    }

    /** How often each log message of others came, in the order in which they came first. */
    public synchronized Map<Message, Integer> deliveries() {
        return new LinkedHashMap<>(deliveries);
    }

    /** The same without those that came before they had a place, as they do while the store is away. */
    public synchronized List<Message> placed() {
        return List.copyOf(placed);
    }

    /** The ids of those who are in the room, in order of ids. */
    public synchronized Set<String> participants() {
        return Set.copyOf(participants.keySet());
    }

    /** What a participant last said of itself. */
    public synchronized String stateOf(String participant) {
        var known = participants.get(participant);
        return known == null ? "" : known.path("state").toString();
    }

    /** How often anybody was said to have left. */
    public synchronized int departures() {
        return departures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often this participant was said to have left. */
    public synchronized int departuresOf(String participant) {
        return departures.getOrDefault(participant, 0);
    }

    /** The codes of the errors that came. */
    public synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    /** The codes with which its sockets ended; 1006 also for those that it cut itself or could not open. */
    public synchronized List<Integer> closes() {
        return List.copyOf(closes);
    }

    /** How many messages of a kind other than log came. */
    public synchronized int countOf(String kind) {
        return others.getOrDefault(kind, 0);
    }

    public synchronized int welcomes() {
        return welcomes;
    }

    /** How often it came back with a position and was told to load the room anew. */
    public synchronized int unrecovered() {
        return unrecovered;
    }
}
