package dev.tripod.store;

import static dev.tripod.store.Replies.bulkOrNil;
import static dev.tripod.store.Replies.number;
import static java.util.Map.entry;

import dev.tripod.upstash.Reply;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commands on strings, but for SET itself and those that count. */
final class StringCommands {
    static final Map<String, Verb> VERBS = Map.ofEntries(
            entry("GET", Verb.exactly(2, StringCommands::get)),
            entry("SETEX", Verb.exactly(4, (keys, words) -> setFor("EX", keys, words))),
            entry("PSETEX", Verb.exactly(4, (keys, words) -> setFor("PX", keys, words))),
            entry("SETNX", Verb.exactly(3, StringCommands::setIfAbsent)),
            entry("GETSET", Verb.exactly(3, StringCommands::getAndSet)),
            entry("GETDEL", Verb.exactly(2, StringCommands::getAndDelete)),
            entry("GETEX", Verb.atLeast(2, StringCommands::getAndExpire)),
            entry("MGET", Verb.atLeast(2, StringCommands::getMany)),
            entry("MSET", Verb.atLeast(3, StringCommands::setMany)),
            entry("APPEND", Verb.exactly(3, StringCommands::append)),
            entry("STRLEN", Verb.exactly(2, StringCommands::length)));

    private static final int LONGEST = 512 << 20;

    private StringCommands() {}

    static Optional<byte[]> text(Keyspace keys, Bytes key) {
        return keys.find(key, TextValue.class).map(TextValue::bytes);
    }

    private static Reply get(Keyspace keys, Arguments words) {
        return bulkOrNil(text(keys, words.name(1)));
    }

    private static Reply setFor(String unit, Keyspace keys, Arguments words) {
        var end = Expiry.parse(unit, words.integer(2), keys.now(), words.command());
        keys.put(words.name(1), new TextValue(words.bytes(3)), end);
        return Replies.OK;
    }

    private static Reply setIfAbsent(Keyspace keys, Arguments words) {
        var absent = keys.find(words.name(1)).isEmpty();
        if (absent) {
            keys.put(words.name(1), new TextValue(words.bytes(2)), Keyspace.NEVER);
        }
        return Replies.yes(absent);
    }

    private static Reply getAndSet(Keyspace keys, Arguments words) {
        var before = text(keys, words.name(1));
        keys.put(words.name(1), new TextValue(words.bytes(2)), Keyspace.NEVER);
        return bulkOrNil(before);
    }

    private static Reply getAndDelete(Keyspace keys, Arguments words) {
        var before = text(keys, words.name(1));
        keys.remove(words.name(1));
        return bulkOrNil(before);
    }

    private static Reply getAndExpire(Keyspace keys, Arguments words) {
        if (words.count() == 2) {
            return get(keys, words);
        }
        var option = words.option(2);
        var persists = option.equals("PERSIST");
        if (words.count() != (persists ? 3 : 4) || !(persists || Expiry.OPTIONS.contains(option))) {
            throw RefusedException.syntax();
        }
        var before = text(keys, words.name(1));
        if (before.isPresent()) {
            var end = persists ? Keyspace.NEVER : Expiry.parse(option, words.integer(3), keys.now(), words.command());
            keys.end(words.name(1), end);
        }
        return bulkOrNil(before);
    }

    private static Reply getMany(Keyspace keys, Arguments words) {
        return Replies.array(words.namesFrom(1).map(key -> keys.find(key)
                .filter(TextValue.class::isInstance)
                .map(value -> Replies.bulk(((TextValue) value).bytes()))
                .orElse(Replies.NIL)));
    }

    private static Reply setMany(Keyspace keys, Arguments words) {
        if (words.count() % 2 == 0) {
            throw RefusedException.arity(words.command());
        }
        var values = new LinkedHashMap<Bytes, TextValue>();
        for (var i = 1; i < words.count(); i += 2) {
            values.put(words.name(i), new TextValue(words.bytes(i + 1)));
        }
        keys.putAll(values, Keyspace.NEVER);
        return Replies.OK;
    }

    private static Reply append(Keyspace keys, Arguments words) {
        var key = words.name(1);
        var before = text(keys, key).orElseGet(() -> new byte[0]);
        var more = words.bytes(2);
        if ((long) before.length + more.length > LONGEST) {
            throw new RefusedException("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        }
        var joined = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, joined, before.length, more.length);
        keys.put(key, new TextValue(joined), keys.end(key).orElse(Keyspace.NEVER));
        return number(joined.length);
    }

    private static Reply length(Keyspace keys, Arguments words) {
        return number(text(keys, words.name(1)).map(bytes -> bytes.length).orElse(0));
    }
}
