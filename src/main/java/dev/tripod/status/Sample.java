package dev.tripod.status;

import dev.tripod.store.Latencies;
import java.time.Instant;
import java.util.Optional;

/**
 * How things stand at a moment.
 *
 * @param commands sent since the start, all together
 * @param latencies of requests to the store since the start; empty where there is none
 */
record Sample(
        Instant at,
        int sessions,
        int pairings,
        int rooms,
        int participants,
        long commands,
        Optional<Latencies> latencies) {
    /** The same of another moment. */
    Sample at(Instant other) {
        return new Sample(other, sessions, pairings, rooms, participants, commands, latencies);
    }

    /** How long requests took between an earlier sample and this one. */
    Optional<Latencies> latenciesSince(Sample earlier) {
        return latencies.flatMap(now -> earlier.latencies.map(now::since));
    }
}
