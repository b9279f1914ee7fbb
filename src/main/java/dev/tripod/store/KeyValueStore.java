package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes by key with a lifetime, kept here or in the shared store. All verbs stand on {@link #execute}.
 * Safe for use by many threads. Arrays travel without a copy in both directions: nobody changes one that was handed
 * over.
 *
 * <p>The futures of the typed verbs fail with {@link StoreException}: as those of {@code execute}, and with
 * {@code FULL} or {@code REFUSED} where the command was refused. Waiting with {@code join} wraps it in a
 * {@link java.util.concurrent.CompletionException}.
 */
public interface KeyValueStore {
    /** The text of a {@link Reply.Failure} that says that there is no memory left; the command changed nothing. */
    String FULL = "ERR DB capacity quota exceeded";

    /**
     * Runs commands in order and answers one reply each. When atomic, no other command runs in between, and a command
     * that cannot be parsed (unknown, or with a wrong number of words) discards them all: the future fails with
     * {@code REFUSED} and the text of the service. A command that fails while it runs is a {@link Reply.Failure}, not
     * an exception, and the others still run, atomic or not. The future also fails with {@link StoreException} when
     * the outcome of the whole is not known or nothing ran.
     *
     * <p>Scripts and PUBLISH run on the shared store only: messages belong to the broadcaster.
     */
    CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic);

    /** This store for callers who take answers of so many bytes, where it bounds them more closely otherwise. */
    default KeyValueStore withAnswersUpTo(int bytes) {
        return this;
    }

    /** This store for a caller whose commands run in the order in which it asks, from whichever thread. */
    default KeyValueStore inOrderOf(Object caller) {
        return this;
    }

    /** Runs one command; a {@link Reply.Failure} fails the future. */
    default CompletableFuture<Reply> execute(Command command) {
        return execute(List.of(command), false).thenApply(replies -> Answer.accepted(replies.get(0)));
    }

    /** The value, or nothing. */
    default CompletableFuture<Optional<byte[]>> get(String key) {
        return execute(Command.of("GET", key)).thenApply(Answer::bytes);
    }

    /** The value, or nothing; what is found lives so long from now on. */
    default CompletableFuture<Optional<byte[]>> getAndExpire(String key, Duration lifetime) {
        return execute(Command.of("GETEX", key, "PX", Lifetime.millis(lifetime)))
                .thenApply(Answer::bytes);
    }

    /** The values of keys in their order. */
    default CompletableFuture<List<Optional<byte[]>>> getAll(List<String> keys) {
        return execute(Command.of("MGET", keys.toArray())).thenApply(Answer::list);
    }

    /** The values of keys in their order; what is found lives so long from now on. */
    default CompletableFuture<List<Optional<byte[]>>> getAllAndExpire(List<String> keys, Duration lifetime) {
        var commands = keys.stream()
                .map(key -> Command.of("GETEX", key, "PX", Lifetime.millis(lifetime)))
                .toList();
        return execute(commands, false).thenApply(replies -> replies.stream()
                .map(reply -> Answer.bytes(Answer.accepted(reply)))
                .toList());
    }

    /** Sets values, whatever was there; not one step. */
    default CompletableFuture<Void> setAll(Map<String, byte[]> values, Lifetime lifetime) {
        var commands = values.entrySet().stream()
                .map(entry -> write(entry.getKey(), entry.getValue(), lifetime))
                .toList();
        return execute(commands, false).thenAccept(replies -> replies.forEach(Answer::accepted));
    }

    /** Removes keys and tells how many were there. */
    default CompletableFuture<Long> deleteAll(List<String> keys) {
        return execute(Command.of("DEL", keys.toArray())).thenApply(Answer::number);
    }

    /** Sets a value, whatever was there. */
    default CompletableFuture<Void> set(String key, byte[] value, Lifetime lifetime) {
        return execute(write(key, value, lifetime)).thenApply(reply -> null);
    }

    /** Sets a value and answers the one before. */
    default CompletableFuture<Optional<byte[]>> getAndSet(String key, byte[] value, Lifetime lifetime) {
        return execute(write(key, value, lifetime, "GET")).thenApply(Answer::bytes);
    }

    /** Sets a value where there is none, and tells whether it did. */
    default CompletableFuture<Boolean> setIfAbsent(String key, byte[] value, Lifetime lifetime) {
        return execute(write(key, value, lifetime, "NX")).thenApply(Answer::done);
    }

    /** Sets a value where there is one, and tells whether it did. */
    default CompletableFuture<Boolean> setIfPresent(String key, byte[] value, Lifetime lifetime) {
        return execute(write(key, value, lifetime, "XX")).thenApply(Answer::done);
    }

    /** Sets a value where there is one, and answers that. */
    default CompletableFuture<Optional<byte[]>> getAndReplace(String key, byte[] value, Lifetime lifetime) {
        return execute(write(key, value, lifetime, "XX", "GET")).thenApply(Answer::bytes);
    }

    /** Sets a value where there is exactly the expected one, and tells whether it did. */
    default CompletableFuture<Boolean> compareAndSet(String key, byte[] expected, byte[] value, Lifetime lifetime) {
        return execute(write(key, value, lifetime, "IFEQ", expected)).thenApply(Answer::done);
    }

    /** Removes a key that holds exactly the expected value, and tells whether it did. */
    default CompletableFuture<Boolean> compareAndDelete(String key, byte[] expected) {
        return execute(Command.of("DELEX", key, "IFEQ", expected)).thenApply(Answer::any);
    }

    /** Removes a key and answers what it held. */
    default CompletableFuture<Optional<byte[]>> take(String key) {
        return execute(Command.of("GETDEL", key)).thenApply(Answer::bytes);
    }

    /**
     * Removes a key and tells whether it was there. After an answer that was lost on its way it is asked again, and may
     * then say that it was not; who has to know uses {@link #take}.
     */
    default CompletableFuture<Boolean> delete(String key) {
        return execute(Command.of("DEL", key)).thenApply(Answer::any);
    }

    /** Adds to a number, which is 0 where there is none, and answers the sum; the lifetime stays. */
    default CompletableFuture<Long> increment(String key, long by) {
        return execute(Command.of("INCRBY", key, by)).thenApply(Answer::number);
    }

    /** Lets a key live so long from now on, and tells whether it is there. */
    default CompletableFuture<Boolean> expire(String key, Duration lifetime) {
        return execute(Command.of("PEXPIRE", key, Lifetime.millis(lifetime))).thenApply(Answer::any);
    }

    private static Command write(String key, byte[] value, Lifetime lifetime, Object... options) {
        var arguments = new ArrayList<Object>(List.of(key, value));
        arguments.addAll(List.of(options));
        arguments.addAll(lifetime.options());
        return Command.of("SET", arguments.toArray());
    }
}
