package dev.tripod.store;

import static dev.tripod.store.Replies.number;
import static java.util.Map.entry;

import dev.tripod.upstash.Reply;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands on sets. Like the service, they keep the key's end, and a set without members is gone. */
final class SetCommands {
    static final Map<String, Verb> VERBS = Map.ofEntries(
            entry("SADD", Verb.atLeast(3, SetCommands::add)),
            entry("SREM", Verb.atLeast(3, SetCommands::remove)),
            entry("SMEMBERS", Verb.exactly(2, SetCommands::members)),
            entry("SISMEMBER", Verb.exactly(3, SetCommands::contains)),
            entry("SCARD", Verb.exactly(2, SetCommands::size)));

    private SetCommands() {}

    private static Reply add(Keyspace keys, Arguments words) {
        var added = words.namesFrom(2).collect(Collectors.toCollection(LinkedHashSet::new));
        return number(keys.grow(
                words.name(1), SetValue.class, SetValue::new, set -> set.growth(added), set -> set.addAll(added)));
    }

    private static Reply remove(Keyspace keys, Arguments words) {
        return number(keys.shrink(words.name(1), SetValue.class, set -> words.namesFrom(2)
                .filter(set::remove)
                .count()));
    }

    private static Reply members(Keyspace keys, Arguments words) {
        var members = keys.find(words.name(1), SetValue.class).map(SetValue::members);
        return Replies.array(members.orElseGet(Stream::empty).map(member -> Replies.bulk(member.raw())));
    }

    private static Reply contains(Keyspace keys, Arguments words) {
        return Replies.yes(keys.find(words.name(1), SetValue.class)
                .filter(set -> set.contains(words.name(2)))
                .isPresent());
    }

    private static Reply size(Keyspace keys, Arguments words) {
        return number(
                keys.find(words.name(1), SetValue.class).map(SetValue::size).orElse(0));
    }
}
