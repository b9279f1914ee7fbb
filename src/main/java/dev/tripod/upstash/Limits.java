package dev.tripod.upstash;

import java.time.Duration;

/**
 * Bounds within which the client works.
 *
 * @param connect how long a connection may take to come about
 * @param command how long one request may take, from connecting to the last byte of its answer
 * @param budget how long a caller waits who names no budget, a second try included
 * @param answerBytes how large the answer may be for one caller who names no size; a pipeline may have as much for each of its callers,
 *     and eight times as much at most
 * @param waiting how many callers' commands may wait for their turn before further ones are refused
 */
public record Limits(Duration connect, Duration command, Duration budget, int answerBytes, int waiting) {
    public static final Limits DEFAULT =
            new Limits(Duration.ofMillis(800), Duration.ofMillis(1500), Duration.ofMillis(1800), 1024 * 1024, 10_000);

    public Limits {
        if (connect.isNegative() || connect.isZero() || command.compareTo(connect) < 0) {
            throw new IllegalArgumentException("A request takes longer than its connection, and that takes a while");
        }
        if (answerBytes < 1 || waiting < 1) {
            throw new IllegalArgumentException("Something has to fit in");
        }
    }
}
