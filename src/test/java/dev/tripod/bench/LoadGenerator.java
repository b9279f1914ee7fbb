package dev.tripod.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The process that sends and counts: the same Node script for every kind of server. */
record LoadGenerator(Path script, int seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DELIVERIES_PER_SECOND = 2_000;
    /** Messages under way at once, over all rooms, when as much is sent as goes. */
    private static final int WINDOW = 32;

    LoadGenerator lasting(int seconds) {
        return new LoadGenerator(script, seconds);
    }

    /** Sends at a rate that makes the same number of deliveries whatever the size of the rooms. */
    JsonNode steadily(String kind, List<LoadSeats.Seat> seats) throws IOException, InterruptedException {
        return run(Map.of("deliveriesPerSecond", DELIVERIES_PER_SECOND), kind, seats);
    }

    /** Sends the next message whenever one has reached everybody. */
    JsonNode atMost(String kind, List<LoadSeats.Seat> seats) throws IOException, InterruptedException {
        var rooms = (int) seats.stream().map(LoadSeats.Seat::room).distinct().count();
        return run(Map.of("window", Math.max(2, WINDOW / rooms)), kind, seats);
    }

    private JsonNode run(Map<String, Integer> load, String kind, List<LoadSeats.Seat> seats)
            throws IOException, InterruptedException {
        var plan = new TreeMap<String, Object>(load);
        plan.put("protocol", kind.isEmpty() ? "socket.io" : "tripod");
        plan.put("kind", kind);
        plan.put("tag", UUID.randomUUID().toString().substring(0, 8));
        plan.put("seconds", seconds);
        plan.put("seats", seats);
        var process = new ProcessBuilder("node", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            JSON.writeValue(in, plan);
        }
        var result = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The load could not be driven");
        }
        return JSON.readTree(result);
    }
}
