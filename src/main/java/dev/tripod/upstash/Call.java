package dev.tripod.upstash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Commands that one caller wants run, from the asking to the replies. */
final class Call {
    private final List<Command> commands;
    private final Encoded encoded;
    private final Object caller;
    private final Instant deadline;
    private final int answerBytes;
    private final CompletableFuture<List<Reply>> promise = new CompletableFuture<>();
    /** Whether a request with it is or was under way that may have run; written by senders, read by its timer. */
    private volatile boolean sent;
    /** Why the first try failed. Written before it waits again, read when it is taken again: never at the same time. */
    private Optional<UpstashException> firstFailure = Optional.empty();

    Call(List<Command> commands, Encoded encoded, Object caller, Instant deadline, int answerBytes) {
        this.commands = commands;
        this.encoded = encoded;
        this.caller = caller;
        this.deadline = deadline;
        this.answerBytes = answerBytes;
    }

    List<Command> commands() {
        return commands;
    }

    Encoded encoded() {
        return encoded;
    }

    Object caller() {
        return caller;
    }

    /** How large the answer may be. */
    int answerBytes() {
        return answerBytes;
    }

    CompletableFuture<List<Reply>> promise() {
        return promise;
    }

    Duration left(Instant now) {
        return Duration.between(now, deadline);
    }

    boolean isDone() {
        return promise.isDone();
    }

    /** A second try travels alone, so that it suffers from nobody else's commands. */
    boolean joins() {
        return encoded.joins() && firstFailure.isEmpty();
    }

    void sending() {
        sent = true;
    }

    /** Whether it may be tried once more after this failure. */
    boolean mayRepeat(UpstashException failure) {
        return firstFailure.isEmpty() && !isDone() && (!failure.mayHaveRun() || RepeatableCommands.all(commands));
    }

    void again(UpstashException failure) {
        firstFailure = Optional.of(failure);
        sent = failure.mayHaveRun();
    }

    void succeed(List<Reply> replies) {
        promise.complete(replies);
    }

    /** Fails it; a second try that did not run leaves open whether the first one did. */
    void fail(UpstashException failure) {
        var ran = firstFailure.filter(UpstashException::mayHaveRun).isPresent();
        promise.completeExceptionally(ran ? failure.afterOthersRan() : failure);
    }

    void timeIsUp() {
        end(UpstashException.Kind.TIMEOUT, "there was no whole answer within the caller's time");
    }

    /** The client closes. */
    void abandon() {
        end(sent ? UpstashException.Kind.OUTCOME_UNKNOWN : UpstashException.Kind.BUSY, "the client is closed");
    }

    private void end(UpstashException.Kind kind, String message) {
        promise.completeExceptionally(
                sent ? UpstashException.unknown(kind, message) : UpstashException.notRun(kind, message));
    }
}
