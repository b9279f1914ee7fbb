package dev.tripod.upstash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls that travel in one request. Filled by one thread before it is sent. */
final class Batch {
    static final int COMMANDS = 1000;
    static final int BYTES = 4 * 1024 * 1024;
    private static final int MOST_ANSWERS = 8;

    private final List<Call> calls = new ArrayList<>();
    private int commands;
    private long bytes;
    /** Whether it has been under way for so long that it holds nobody up; guarded by the traffic's monitor. */
    private boolean slow;

    boolean takes(Call call) {
        return calls.isEmpty() || (call.joins() && calls.get(0).joins() && hasRoomFor(call.encoded()));
    }

    private boolean hasRoomFor(Encoded more) {
        return commands + more.commands() <= COMMANDS && bytes + more.body().length <= BYTES;
    }

    void add(Call call) {
        calls.add(call);
        commands += call.encoded().commands();
        bytes += call.encoded().body().length + 1;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether nothing more fits in, whatever it is. */
    boolean isFull() {
        return commands >= COMMANDS || (!calls.isEmpty() && !calls.get(0).joins());
    }

    List<Call> calls() {
        return calls;
    }

    List<Command> commands() {
        return calls.size() == 1
                ? calls.get(0).commands()
                : calls.stream().flatMap(call -> call.commands().stream()).toList();
    }

    boolean hasSeveralCommands() {
        return commands > 1;
    }

    String path() {
        return calls.size() == 1 ? calls.get(0).encoded().path() : "/pipeline";
    }

    byte[] body() {
        var first = calls.get(0).encoded();
        return calls.size() == 1 && !first.path().equals("/pipeline")
                ? first.body()
                : Encoded.enclosed(
                        calls.stream().map(call -> call.encoded().body()).toList());
    }

    /** Gives each call its own replies. */
    void deliver(List<Reply> replies) {
        var place = 0;
        for (var call : calls) {
            var own = replies.subList(place, place + call.commands().size());
            place += own.size();
            try {
                call.succeed(List.copyOf(Answers.accepted(own)));
            } catch (UpstashException refused) {
                call.fail(refused);
            }
        }
    }

    /** How large the answer may be: what its callers may get together, as long as that is not too many usual ones. */
    int answerBytes(int usual) {
        var all = calls.stream().mapToLong(Call::answerBytes).sum();
        var largest = calls.stream().mapToInt(Call::answerBytes).max().orElse(usual);
        return (int) Math.min(all, Math.max(largest, (long) usual * MOST_ANSWERS));
    }

    /** The time of the caller who waits longest. */
    Duration left(Instant now) {
        return calls.stream()
                .map(call -> call.left(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    boolean isSlow() {
        return slow;
    }

    void becomeSlow() {
        slow = true;
    }
}
