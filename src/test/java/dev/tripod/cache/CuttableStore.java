package dev.tripod.cache;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.StoreException;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A store that can be away, before or after a command has run. */
final class CuttableStore implements KeyValueStore {
    private final KeyValueStore store;
    private Optional<StoreException.Reason> away = Optional.empty();
    private List<String> asked = new ArrayList<>();
    private Runnable whenAsked = () -> {};

    CuttableStore(KeyValueStore store) {
        this.store = store;
    }

    void cut(StoreException.Reason reason) {
        away = Optional.of(reason);
    }

    void mend() {
        away = Optional.empty();
    }

    /** Calls back before each command. */
    void whenAsked(Runnable listener) {
        whenAsked = listener;
    }

    /** The names of the commands that ran meanwhile. */
    List<String> during(Runnable work) {
        asked = new ArrayList<>();
        work.run();
        return asked;
    }

    @Override
    public CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic) {
        whenAsked.run();
        commands.forEach(command -> asked.add(command.name()));
        if (away.isEmpty()) {
            return store.execute(commands, atomic);
        }
        if (away.get() == StoreException.Reason.OUTCOME_UNKNOWN) {
            store.execute(commands, atomic).join();
        }
        return CompletableFuture.failedFuture(new StoreException(away.get(), "away"));
    }
}
