package dev.tripod.store;

import static java.util.Map.entry;

import dev.tripod.upstash.Reply;
import java.util.Map;

/** Commands that count in a string; they keep the key's end. */
final class NumberCommands {
    static final Map<String, Verb> VERBS = Map.ofEntries(
            entry("INCR", Verb.exactly(2, (keys, words) -> add(1, keys, words))),
            entry("INCRBY", Verb.exactly(3, (keys, words) -> add(words.integer(2), keys, words))),
            entry("DECR", Verb.exactly(2, (keys, words) -> add(-1, keys, words))),
            entry("DECRBY", Verb.exactly(3, (keys, words) -> add(negated(words.integer(2)), keys, words))));

    private NumberCommands() {}

    private static long negated(long number) {
        if (number == Long.MIN_VALUE) {
            throw new RefusedException("ERR decrement would overflow");
        }
        return -number;
    }

    private static Reply add(long increment, Keyspace keys, Arguments words) {
        var key = words.name(1);
        var before = StringCommands.text(keys, key)
                .map(bytes ->
                        Integers.parse(bytes).orElseThrow(() -> new RefusedException(RefusedException.NOT_AN_INTEGER)))
                .orElse(0L);
        var after = Integers.add(before, increment);
        keys.put(key, new TextValue(Integers.write(after)), keys.end(key).orElse(Keyspace.NEVER));
        return Replies.number(after);
    }
}
