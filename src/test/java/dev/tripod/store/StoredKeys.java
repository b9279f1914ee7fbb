package dev.tripod.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.util.List;

/** All keys of a store of this process, for tests of other packages. */
public final class StoredKeys {
    private StoredKeys() {}

    public static List<String> of(KeyValueStore store) {
        var page = (Reply.Array)
                store.execute(Command.of("SCAN", "0", "COUNT", 1_000_000)).join();
        return ((Reply.Array) page.items().get(1))
                .items().stream()
                        .map(key -> new String(((Reply.Bulk) key).bytes(), UTF_8))
                        .toList();
    }
}
