package dev.tripod.upstash;

import java.util.List;

/** What a command answered, in the shapes of the Redis protocol. */
public sealed interface Reply {
    /** A status such as {@code OK}. */
    record Status(String text) implements Reply {}

    /** A string of bytes, handed over without a copy; replies are never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bulk(byte[] bytes) implements Reply {}

    record Int(long value) implements Reply {}

    /** There is nothing. */
    record Nil() implements Reply {}

    record Array(List<Reply> items) implements Reply {}

    /** The command was refused; the text is the service's own, such as {@code WRONGTYPE ...}. */
    record Failure(String text) implements Reply {}
}
