package dev.tripod.testing.upstash;

import java.util.List;

/** What Redis answered, with the difference between a status and a string kept. */
sealed interface Reply {
    record Status(String text) implements Reply {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Bulk(byte[] bytes) implements Reply {}

    record Int(long value) implements Reply {}

    record Nil(boolean ofArray) implements Reply {}

    record Items(List<Reply> items) implements Reply {}

    record Failure(String text) implements Reply {}
}
