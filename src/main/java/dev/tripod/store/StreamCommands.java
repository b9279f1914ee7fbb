package dev.tripod.store;

import static dev.tripod.store.Replies.number;
import static java.util.Map.entry;

import dev.tripod.upstash.Reply;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.IntStream;

/** Commands on streams, but for XADD. */
final class StreamCommands {
    static final Map<String, Verb> VERBS = Map.ofEntries(
            entry("XADD", Verb.atLeast(5, AddToStream::add)),
            entry("XLEN", Verb.exactly(2, StreamCommands::length)),
            entry("XRANGE", Verb.atLeast(4, (keys, words) -> range(false, keys, words))),
            entry("XREVRANGE", Verb.atLeast(4, (keys, words) -> range(true, keys, words))),
            entry("XDEL", Verb.atLeast(3, StreamCommands::delete)),
            entry("XTRIM", Verb.atLeast(4, StreamCommands::trim)));

    private StreamCommands() {}

    static Optional<StreamValue> stream(Keyspace keys, Bytes key) {
        return keys.find(key, StreamValue.class);
    }

    private static Reply length(Keyspace keys, Arguments words) {
        return number(stream(keys, words.name(1)).map(StreamValue::size).orElse(0));
    }

    private static Reply range(boolean reversed, Keyspace keys, Arguments words) {
        var from = start(words.text(reversed ? 3 : 2));
        var to = end(words.text(reversed ? 2 : 3));
        var count = count(words);
        var stream = stream(keys, words.name(1));
        if (stream.isEmpty()) {
            return new Reply.Array(List.of());
        }
        if (count == 0) {
            return Replies.NIL;
        }
        if (from.compareTo(to) > 0) {
            return new Reply.Array(List.of());
        }
        var entries = stream.get().range(from, to);
        return page(reversed ? entries.descendingMap() : entries, count);
    }

    private static Reply page(NavigableMap<StreamId, List<byte[]>> entries, long count) {
        return Replies.array(entries.entrySet().stream()
                .limit(count)
                .map(entry -> new Reply.Array(List.of(
                        Replies.bulk(entry.getKey().toString()),
                        Replies.array(entry.getValue().stream().map(Replies::bulk))))));
    }

    private static StreamId start(String text) {
        return switch (text) {
            case "-" -> StreamId.ZERO;
            case "+" -> StreamId.LAST;
            default ->
                text.startsWith("(")
                        ? StreamId.parse(text.substring(1), 0).next().orElseThrow(() -> invalid("start"))
                        : StreamId.parse(text, 0);
        };
    }

    private static StreamId end(String text) {
        return switch (text) {
            case "-" -> StreamId.ZERO;
            case "+" -> StreamId.LAST;
            default ->
                text.startsWith("(")
                        ? StreamId.parse(text.substring(1), -1).previous().orElseThrow(() -> invalid("end"))
                        : StreamId.parse(text, -1);
        };
    }

    private static RefusedException invalid(String side) {
        return new RefusedException("ERR invalid " + side + " ID for the interval");
    }

    private static long count(Arguments words) {
        if (words.count() == 4) {
            return Long.MAX_VALUE;
        }
        if (words.count() < 6 || !words.option(4).equals("COUNT")) {
            throw RefusedException.syntax();
        }
        var count = words.integer(5);
        if (words.count() > 6) {
            throw RefusedException.syntax();
        }
        return Math.max(count, 0);
    }

    private static Reply delete(Keyspace keys, Arguments words) {
        return number(keys.shrink(words.name(1), StreamValue.class, stream -> {
            var ids = IntStream.range(2, words.count())
                    .mapToObj(place -> StreamId.parse(words.text(place), 0))
                    .toList(); // all of them before the first one goes
            return ids.stream().filter(stream::remove).count();
        }));
    }

    private static Reply trim(Keyspace keys, Arguments words) {
        var bound = StreamBound.read(words, 2);
        if (bound.next() != words.count()) {
            throw RefusedException.syntax();
        }
        return number(keys.shrink(words.name(1), StreamValue.class, stream -> stream.trim(bound.most())));
    }
}
