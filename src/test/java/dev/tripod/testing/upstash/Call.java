package dev.tripod.testing.upstash;

import java.util.List;

/** A command as a caller sent it, or why it is none. */
sealed interface Call {
    record Runs(Command command) implements Call {}

    record Refused(String text) implements Call {}

    /** The calls of one request and how they belong together. */
    record Batch(Form form, List<Call> calls) {
        List<Command> commands() {
            return calls.stream()
                    .filter(Runs.class::isInstance)
                    .map(call -> ((Runs) call).command())
                    .toList();
        }
    }

    /** How calls belong together. */
    enum Form {
        SINGLE,
        PIPELINE,
        TRANSACTION
    }
}
