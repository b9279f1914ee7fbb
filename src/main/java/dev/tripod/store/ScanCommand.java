package dev.tripod.store;

import dev.tripod.upstash.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SCAN: a page of keys. The cursor is a place in the order of names, so that a key which stays from the first page to
 * the last is in exactly one of them, whatever else comes and goes.
 */
final class ScanCommand {
    static final Map<String, Verb> VERBS = Map.of("SCAN", Verb.atLeast(2, ScanCommand::scan));

    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");
    private static final long PLACES = 1L << 32;

    private final Arguments words;
    private long count = 10;
    private Optional<Glob> match = Optional.empty();
    private Optional<String> type = Optional.empty();

    private ScanCommand(Arguments words) {
        this.words = words;
    }

    private static Reply scan(Keyspace keys, Arguments words) {
        if (!CURSOR.matcher(words.text(1)).matches()) {
            throw new RefusedException("ERR invalid cursor");
        }
        var command = new ScanCommand(words);
        command.readOptions();
        return command.page(keys, Long.parseLong(words.text(1)));
    }

    private void readOptions() {
        for (var i = 2; i < words.count(); i++) {
            switch (words.option(i)) {
                case "COUNT" -> count = words.integer(words.following(i++));
                case "MATCH" -> match = Optional.of(new Glob(words.bytes(words.following(i++))));
                case "TYPE" -> type = Optional.of(words.text(words.following(i++)));
                default -> throw RefusedException.syntax();
            }
            if (count < 1) {
                throw RefusedException.syntax();
            }
        }
    }

    private Reply page(Keyspace keys, long from) {
        var items = new ArrayList<Reply>();
        var next = 0L;
        var seen = 0L;
        var last = -1L;
        var names = from < PLACES
                ? keys.keysFrom(from).iterator()
                : List.<Bytes>of().iterator();
        while (names.hasNext()) {
            var key = names.next();
            if (seen++ >= count && key.place() != last) { // names that share a place share a page
                next = key.place();
                break;
            }
            last = key.place();
            if (fits(keys, key)) {
                items.add(Replies.bulk(key.raw()));
            }
        }
        return new Reply.Array(List.of(Replies.bulk(Long.toString(next)), new Reply.Array(items)));
    }

    private boolean fits(Keyspace keys, Bytes key) {
        return match.map(glob -> glob.matches(key.raw())).orElse(true)
                && type.map(name -> keys.find(key).orElseThrow().type().equalsIgnoreCase(name))
                        .orElse(true);
    }
}
