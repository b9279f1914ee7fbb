package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes by key with a lifetime, kept here or in the shared store. All verbs stand on {@link #execute}.
 * Safe for use by many threads.
 */
public interface KeyValueStore {
    /**
     * Runs commands in order and answers one reply each. When atomic, no other command runs in between and a command
     * that cannot be parsed discards them all. A refused command is a {@link Reply.Failure}, not an exception; the
     * future fails with {@link StoreException} when the outcome of the whole is not known or nothing ran.
     */
    CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic);
}
