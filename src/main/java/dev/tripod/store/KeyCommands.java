package dev.tripod.store;

import static dev.tripod.store.Replies.number;
import static dev.tripod.store.Replies.yes;
import static java.util.Map.entry;

import dev.tripod.upstash.Reply;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Commands on keys of any type, and those on none. */
final class KeyCommands {
    static final Map<String, Verb> VERBS = Map.ofEntries(
            entry("PING", new Verb(1, 2, KeyCommands::ping)),
            entry("ECHO", Verb.exactly(2, (keys, words) -> Replies.bulk(words.bytes(1)))),
            entry("DEL", Verb.atLeast(2, KeyCommands::delete)),
            entry("UNLINK", Verb.atLeast(2, KeyCommands::delete)),
            entry("DELEX", new Verb(2, 4, KeyCommands::deleteIfEqual)),
            entry("EXISTS", Verb.atLeast(2, KeyCommands::exists)),
            entry("TYPE", Verb.exactly(2, KeyCommands::type)),
            entry("EXPIRE", Verb.atLeast(3, (keys, words) -> expire("EX", keys, words))),
            entry("PEXPIRE", Verb.atLeast(3, (keys, words) -> expire("PX", keys, words))),
            entry("TTL", Verb.exactly(2, (keys, words) -> lifetime(1_000, keys, words))),
            entry("PTTL", Verb.exactly(2, (keys, words) -> lifetime(1, keys, words))),
            entry("PERSIST", Verb.exactly(2, KeyCommands::persist)));

    private static final Set<String> EXPIRE_OPTIONS = Set.of("NX", "XX", "GT", "LT");

    private KeyCommands() {}

    private static Reply ping(Keyspace keys, Arguments words) {
        return words.count() == 1 ? new Reply.Status("PONG") : Replies.bulk(words.bytes(1));
    }

    private static Reply delete(Keyspace keys, Arguments words) {
        return number(words.namesFrom(1).filter(keys::remove).count());
    }

    private static Reply deleteIfEqual(Keyspace keys, Arguments words) {
        var key = words.name(1);
        if (words.count() == 2) {
            return yes(keys.remove(key));
        }
        if (words.count() == 3) {
            throw RefusedException.arity(words.command());
        }
        var found = keys.find(key);
        if (found.isPresent() && !(found.get() instanceof TextValue)) {
            throw new RefusedException("ERR Key should be of string type if conditions are specified");
        }
        if (!words.option(2).equals("IFEQ")) {
            throw RefusedException.syntax();
        }
        var equal = StringCommands.text(keys, key)
                .filter(value -> Arrays.equals(value, words.bytes(3)))
                .isPresent();
        return yes(equal && keys.remove(key));
    }

    private static Reply exists(Keyspace keys, Arguments words) {
        return number(
                words.namesFrom(1).filter(key -> keys.find(key).isPresent()).count());
    }

    private static Reply type(Keyspace keys, Arguments words) {
        return new Reply.Status(keys.find(words.name(1)).map(Value::type).orElse("none"));
    }

    private static Reply expire(String unit, Keyspace keys, Arguments words) {
        var options = expireOptions(words);
        var end = Expiry.end(unit, words.integer(2), keys.now(), words.command());
        var before = keys.end(words.name(1));
        var applies = before.isPresent() && allows(options, before.get(), end);
        if (applies) {
            keys.end(words.name(1), end);
        }
        return yes(applies);
    }

    private static Set<String> expireOptions(Arguments words) {
        var options = new HashSet<String>();
        for (var i = 3; i < words.count(); i++) {
            if (!EXPIRE_OPTIONS.contains(words.option(i))) {
                throw new RefusedException("ERR Unsupported option " + words.text(i));
            }
            options.add(words.option(i));
        }
        if (options.contains("NX") && options.size() > 1) {
            throw new RefusedException("ERR NX and XX, GT or LT options at the same time are not compatible");
        }
        if (options.contains("GT") && options.contains("LT")) {
            throw new RefusedException("ERR GT and LT options at the same time are not compatible");
        }
        return options;
    }

    private static boolean allows(Set<String> options, long before, long end) {
        var endless = before == Keyspace.NEVER;
        return !(options.contains("NX") && !endless)
                && !(options.contains("XX") && endless)
                && !(options.contains("GT") && end <= before)
                && !(options.contains("LT") && end >= before);
    }

    private static Reply lifetime(int unit, Keyspace keys, Arguments words) {
        var end = keys.end(words.name(1));
        if (end.isEmpty()) {
            return number(-2);
        }
        return number(end.get() == Keyspace.NEVER ? -1 : (end.get() - keys.now() + unit / 2) / unit);
    }

    private static Reply persist(Keyspace keys, Arguments words) {
        var ends = keys.end(words.name(1)).filter(end -> end != Keyspace.NEVER).isPresent();
        if (ends) {
            keys.end(words.name(1), Keyspace.NEVER);
        }
        return yes(ends);
    }
}
