package dev.tripod.store;

import dev.tripod.upstash.Reply;
import java.util.List;
import java.util.Optional;

/**
 * XADD with NOMKSTREAM and MAXLEN; the id is written out, {@code <ms>-*} or {@code *}.
 *
 * @param makes whether a stream that is not there is made
 */
record AddToStream(Bytes key, boolean makes, Optional<StreamBound> bound, String id, List<byte[]> fields) {
    private static final String ANY_SEQ = "-*";

    static Reply add(Keyspace keys, Arguments words) {
        var command = read(words);
        if (!command.leavesIdOpen() && StreamId.parse(command.id, 0).equals(StreamId.ZERO)) {
            throw new RefusedException("ERR The ID specified in XADD must be greater than 0-0");
        }
        return command.run(keys);
    }

    private static AddToStream read(Arguments words) {
        var place = 2;
        var makes = true;
        var bound = Optional.<StreamBound>empty();
        while (place < words.count()) {
            if (words.option(place).equals("NOMKSTREAM")) {
                makes = false;
                place++;
            } else if (words.option(place).equals("MAXLEN") && bound.isEmpty()) {
                bound = Optional.of(StreamBound.read(words, place));
                place = bound.get().next();
            } else {
                break;
            }
        }
        var fields = words.count() - place - 1;
        if (fields < 2 || fields % 2 != 0) {
            throw RefusedException.arity(words.command());
        }
        var id = words.text(place);
        return new AddToStream(
                words.name(1), makes, bound, id, List.copyOf(words.words().subList(place + 1, words.count())));
    }

    private boolean leavesIdOpen() {
        return id.equals("*") || id.endsWith(ANY_SEQ);
    }

    private Reply run(Keyspace keys) {
        var known = StreamCommands.stream(keys, key);
        if (known.isEmpty() && !makes) {
            return Replies.NIL;
        }
        var next = nextId(known.map(StreamValue::last).orElse(StreamId.ZERO), keys.now());
        keys.grow(key, StreamValue.class, StreamValue::new, stream -> StreamValue.weight(fields), stream -> {
            stream.add(next, fields);
            return 1;
        });
        bound.ifPresent(most -> keys.shrink(key, StreamValue.class, stream -> stream.trim(most.most())));
        return Replies.bulk(next.toString());
    }

    private StreamId nextId(StreamId last, long now) {
        var after = last.next()
                .orElseThrow(() -> new RefusedException(
                        "ERR The stream has exhausted the last possible ID, unable to add more items"));
        StreamId next;
        if (id.equals("*")) {
            next = now > last.ms() && last.ms() >= 0 ? new StreamId(now, 0) : after;
        } else if (id.endsWith(ANY_SEQ)) {
            var ms = StreamId.parse(id.substring(0, id.length() - ANY_SEQ.length()), 0)
                    .ms();
            next = ms == last.ms() && after.ms() == ms ? after : new StreamId(ms, 0);
        } else {
            next = StreamId.parse(id, 0);
        }
        if (next.compareTo(last) <= 0) {
            throw new RefusedException(
                    "ERR The ID specified in XADD is equal or smaller than the target stream top item");
        }
        return next;
    }
}
