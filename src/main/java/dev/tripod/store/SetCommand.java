package dev.tripod.store;

import dev.tripod.upstash.Reply;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * SET with its options: one condition (NX, XX, IFEQ), one of the ways to set the key's end, and GET.
 *
 * @param condition the option that decides, or nothing
 * @param expected what IFEQ compares with
 * @param end where the key's new end stands: milliseconds since 1970; empty keeps the one it has
 * @param answersOld whether the reply is the old value
 */
record SetCommand(Optional<String> condition, Optional<byte[]> expected, Optional<Long> end, boolean answersOld) {
    static final Map<String, Verb> VERBS = Map.of("SET", Verb.atLeast(3, SetCommand::set));

    private static Reply set(Keyspace keys, Arguments words) {
        return new Options(words, keys.now()).read().run(keys, words.name(1), words.bytes(2));
    }

    private Reply run(Keyspace keys, Bytes key, byte[] value) {
        // Like the service, only commands that need the old value mind its type.
        var old = answersOld || expected.isPresent() ? StringCommands.text(keys, key) : Optional.<byte[]>empty();
        var met = isMet(keys.find(key).isPresent(), old);
        if (met) {
            keys.put(key, new TextValue(value), end.or(() -> keys.end(key)).orElse(Keyspace.NEVER));
        }
        if (answersOld) {
            return Replies.bulkOrNil(old);
        }
        return met ? Replies.OK : Replies.NIL;
    }

    private boolean isMet(boolean present, Optional<byte[]> old) {
        return switch (condition.orElse("")) {
            case "NX" -> !present;
            case "XX" -> present;
            case "IFEQ" -> old.isPresent() && Arrays.equals(old.get(), expected.orElseThrow());
            default -> true;
        };
    }

    /** Reads the options in any order; two that exclude each other are refused. */
    private static final class Options {
        private final Arguments words;
        private final long now;
        private Optional<String> condition = Optional.empty();
        private Optional<byte[]> expected = Optional.empty();
        private Optional<String> expiry = Optional.empty();
        private Optional<Long> end = Optional.of(Keyspace.NEVER);
        private boolean answersOld;

        Options(Arguments words, long now) {
            this.words = words;
            this.now = now;
        }

        SetCommand read() {
            var amount = 0;
            for (var i = 3; i < words.count(); i++) {
                var option = words.option(i);
                switch (option) {
                    case "GET" -> answersOld = true;
                    case "NX", "XX" -> condition = only(condition, option);
                    case "IFEQ" -> {
                        condition = only(condition, option);
                        expected = Optional.of(words.bytes(words.following(i++)));
                    }
                    case "KEEPTTL" -> {
                        expiry = only(expiry, option);
                        end = Optional.empty();
                    }
                    case "EX", "PX", "EXAT", "PXAT" -> {
                        expiry = only(expiry, option);
                        amount = words.following(i++);
                    }
                    default -> throw RefusedException.syntax();
                }
            }
            if (amount > 0) { // only now: a syntax error anywhere goes before a wrong number
                end = Optional.of(Expiry.parse(expiry.orElseThrow(), words.integer(amount), now, words.command()));
            }
            return new SetCommand(condition, expected, end, answersOld);
        }

        private static Optional<String> only(Optional<String> taken, String option) {
            if (taken.isPresent() && !taken.get().equals(option)) {
                throw RefusedException.syntax();
            }
            return Optional.of(option);
        }
    }
}
