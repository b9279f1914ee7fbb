package dev.tripod.testing.upstash;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One request on its way: the faults that are due, its answer, and how that goes back. */
final class Exchange {
    private static final HttpAnswer NOTHING_YET = HttpAnswer.empty(200);

    private final HttpConnection connection;
    private final HttpRequest request;
    private final List<FaultRule> due;
    private final Service service;

    /** What answers requests. */
    record Service(RestService rest, EventStreams streams, CommandTable table) {}

    Exchange(HttpConnection connection, HttpRequest request, List<FaultRule> due, Service service) {
        this.connection = connection;
        this.request = request;
        this.due = due;
        this.service = service;
    }

    void run() throws IOException {
        strike(Fault.Stage.BEFORE, NOTHING_YET);
        if (connection.isOver()) {
            return;
        }
        var early = instead().or(() -> service.rest().refused(request));
        var subscription = EventStreams.asked(request);
        if (early.isEmpty() && subscription.isPresent()) {
            service.streams().serve(connection, subscription.get(), silent());
            return;
        }
        var answer = early.isPresent() ? early.get() : service.rest().answer(request, this::refusal);
        strike(Fault.Stage.AFTER, answer);
        if (!connection.isOver()) {
            connection.send(answer, request.method().equals("HEAD"));
        }
    }

    private void strike(Fault.Stage stage, HttpAnswer answer) throws IOException {
        for (var rule : due) {
            if (!connection.isOver()) {
                rule.fault().strike(new Fault.Moment(connection, rule, answer), stage);
            }
        }
    }

    private Optional<HttpAnswer> instead() {
        return due.stream().flatMap(rule -> rule.fault().instead().stream()).findFirst();
    }

    private Optional<String> refusal(Command command) {
        return due.stream()
                .flatMap(rule -> rule.fault().refusal(command, service.table()).stream())
                .findFirst();
    }

    private boolean silent() {
        return due.stream().anyMatch(rule -> rule.fault().equals(Fault.headersOnly()));
    }
}
