package dev.tripod.gateway;

import dev.tripod.upstash.Command;
import java.util.List;

/** The commands of one request, and how they belong together. */
record Batch(Form form, List<Call> calls) {
    /** What a request asks for. */
    enum Form {
        /** One command, whose failure is the request's. */
        SINGLE,
        /** Commands in order, each with its own outcome. */
        PIPELINE,
        /** Commands in one step, or none of them. */
        TRANSACTION
    }

    /** One of the commands, as it was sent. */
    sealed interface Call {
        record Runs(Command command) implements Call {}

        /** What is no command; the text says why. */
        record Refused(String text) implements Call {}
    }

    static Batch single(Command command) {
        return new Batch(Form.SINGLE, List.of(new Call.Runs(command)));
    }
}
