package dev.tripod.store;

import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The shapes of replies that commands give again and again. */
final class Replies {
    static final Reply OK = new Reply.Status("OK");
    static final Reply NIL = new Reply.Nil();

    private Replies() {}

    static Reply number(long number) {
        return new Reply.Int(number);
    }

    static Reply yes(boolean answer) {
        return new Reply.Int(answer ? 1 : 0);
    }

    static Reply bulk(byte[] bytes) {
        return new Reply.Bulk(bytes);
    }

    static Reply bulk(String text) {
        return new Reply.Bulk(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Reply bulkOrNil(Optional<byte[]> bytes) {
        return bytes.map(Replies::bulk).orElse(NIL);
    }

    static Reply array(Stream<Reply> items) {
        return new Reply.Array(items.toList());
    }
}
