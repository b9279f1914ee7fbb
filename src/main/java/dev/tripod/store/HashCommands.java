package dev.tripod.store;

import static dev.tripod.store.Replies.bulkOrNil;
import static dev.tripod.store.Replies.number;
import static java.util.Map.entry;

import dev.tripod.upstash.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commands on hashes. Like the service, they keep the key's end, and a hash without fields is gone. */
final class HashCommands {
    static final Map<String, Verb> VERBS = Map.ofEntries(
            entry("HSET", Verb.atLeast(4, HashCommands::set)),
            entry("HGET", Verb.exactly(3, HashCommands::get)),
            entry("HMGET", Verb.atLeast(3, HashCommands::getMany)),
            entry("HGETALL", Verb.exactly(2, HashCommands::getAll)),
            entry("HDEL", Verb.atLeast(3, HashCommands::delete)),
            entry("HLEN", Verb.exactly(2, HashCommands::length)),
            entry("HEXISTS", Verb.exactly(3, HashCommands::exists)),
            entry("HINCRBY", Verb.exactly(4, HashCommands::increment)));

    private HashCommands() {}

    private static Optional<HashValue> hash(Keyspace keys, Arguments words) {
        return keys.find(words.name(1), HashValue.class);
    }

    private static long put(Keyspace keys, Bytes key, Map<Bytes, byte[]> changes) {
        return keys.grow(
                key, HashValue.class, HashValue::new, hash -> hash.growth(changes), hash -> hash.putAll(changes));
    }

    private static Reply set(Keyspace keys, Arguments words) {
        if (words.count() % 2 != 0) {
            throw RefusedException.arity(words.command());
        }
        var changes = new LinkedHashMap<Bytes, byte[]>();
        for (var i = 2; i < words.count(); i += 2) {
            changes.put(words.name(i), words.bytes(i + 1));
        }
        return number(put(keys, words.name(1), changes));
    }

    private static Reply get(Keyspace keys, Arguments words) {
        return bulkOrNil(hash(keys, words).flatMap(hash -> hash.get(words.name(2))));
    }

    private static Reply getMany(Keyspace keys, Arguments words) {
        var found = hash(keys, words);
        return Replies.array(words.namesFrom(2).map(field -> bulkOrNil(found.flatMap(hash -> hash.get(field)))));
    }

    private static Reply getAll(Keyspace keys, Arguments words) {
        var items = new ArrayList<Reply>();
        hash(keys, words)
                .ifPresent(hash -> hash.forEach((field, value) -> {
                    items.add(Replies.bulk(field.raw()));
                    items.add(Replies.bulk(value));
                }));
        return new Reply.Array(items);
    }

    private static Reply delete(Keyspace keys, Arguments words) {
        return number(keys.shrink(words.name(1), HashValue.class, hash -> words.namesFrom(2)
                .filter(hash::remove)
                .count()));
    }

    private static Reply length(Keyspace keys, Arguments words) {
        return number(hash(keys, words).map(HashValue::size).orElse(0));
    }

    private static Reply exists(Keyspace keys, Arguments words) {
        return Replies.yes(
                hash(keys, words).flatMap(hash -> hash.get(words.name(2))).isPresent());
    }

    private static Reply increment(Keyspace keys, Arguments words) {
        var increment = words.integer(3);
        var field = words.name(2);
        var before = hash(keys, words)
                .flatMap(hash -> hash.get(field))
                .map(bytes -> Integers.parse(bytes)
                        .orElseThrow(() -> new RefusedException("ERR hash value is not an integer")))
                .orElse(0L);
        var after = Integers.add(before, increment);
        put(keys, words.name(1), Map.of(field, Integers.write(after)));
        return number(after);
    }
}
