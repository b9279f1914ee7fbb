package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the contract needs of a store, and how its tests talk to it. */
interface StoreDialect {
    KeyValueStore store();

    /** Lets at least so much time pass for the store. */
    void passes(Duration time);

    /** A key that no other test uses; stores may be shared. */
    static String key() {
        return "test:" + UUID.randomUUID();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Runs one command and shows what it answered. */
    default String ask(String name, Object... arguments) {
        return shown(store().execute(List.of(Command.of(name, arguments)), false)
                .join()
                .get(0));
    }

    /** A reply as text: {@code +status 'bulk' 1 nil [array] -failure}. */
    static String shown(Reply reply) {
        if (reply instanceof Reply.Status status) {
            return "+" + status.text();
        }
        if (reply instanceof Reply.Bulk bulk) {
            return "'" + new String(bulk.bytes(), StandardCharsets.UTF_8) + "'";
        }
        if (reply instanceof Reply.Int number) {
            return String.valueOf(number.value());
        }
        if (reply instanceof Reply.Array array) {
            return array.items().stream().map(StoreDialect::shown).collect(Collectors.joining(" ", "[", "]"));
        }
        return reply instanceof Reply.Failure failure ? "-" + failure.text() : "nil";
    }
}
