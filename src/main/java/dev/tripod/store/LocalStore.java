package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys in the memory of this process, with the commands, replies and errors of the service. Commands run in the calling
 * thread and the futures are complete. Expiry is exact on read, to the millisecond; memory of what nobody reads comes
 * back a little with each write. What does not fit the {@link MemoryBudget} is refused with {@link #FULL}.
 *
 * <p>One lock for the whole store: a command takes a microsecond or so, and any number of them in a row are atomic
 * without further thought.
 */
@Singleton
@Typed(LocalStore.class)
final class LocalStore implements KeyValueStore {
    private final Keyspace keys;
    private final InstantSource clock;

    /** Guards the keys; held for one command, or for all of an atomic call. */
    private final ReentrantLock lock = new ReentrantLock();

    @Inject
    LocalStore(MemoryBudget budget, InstantSource clock) {
        this.keys = new Keyspace(budget);
        this.clock = clock;
    }

    @Override
    public CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic) {
        try {
            return CompletableFuture.completedFuture(atomic ? together(commands) : oneByOne(commands));
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(
                    new StoreException(StoreException.Reason.REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private List<Reply> together(List<Command> commands) {
        commands.forEach(command -> Verbs.of(Arguments.of(command)));
        lock.lock();
        try {
            return oneByOne(commands);
        } finally {
            lock.unlock();
        }
    }

    private List<Reply> oneByOne(List<Command> commands) {
        var replies = new ArrayList<Reply>(commands.size());
        for (var command : commands) {
            replies.add(run(Arguments.of(command)));
        }
        return replies;
    }

    private Reply run(Arguments words) {
        lock.lock();
        try {
            var verb = Verbs.of(words);
            keys.begin(clock.millis());
            return verb.action().run(keys, words);
        } catch (RefusedException e) {
            return new Reply.Failure(String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }
}
