package dev.tripod.testing.upstash;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the requests of each connection one after the other, writes them down and finds the faults that are due. */
final class Front {
    private final Exchange.Service service;
    private final InstantSource clock = InstantSource.system();
    private final RequestLog log = new RequestLog();

    /** Added to by tests, read by every request. */
    private final List<FaultRule> faults = new CopyOnWriteArrayList<>();

    /** While it is true nothing that arrives is answered; set by a test, read by every connection. */
    private volatile boolean swallowing;

    Front(Exchange.Service service) {
        this.service = service;
    }

    RequestLog log() {
        return log;
    }

    FaultRule add(FaultRule rule) {
        faults.add(rule);
        return rule;
    }

    void clearFaults() {
        faults.forEach(FaultRule::clear);
        faults.clear();
    }

    void swallow(boolean everything) {
        swallowing = everything;
    }

    /** Serves a connection until one side ends it. */
    void serve(HttpConnection connection) throws IOException {
        while (!connection.isOver()) {
            var request = connection.read();
            if (request.isEmpty()) {
                return;
            }
            serve(connection, request.get());
            if (request.get().header("Connection").orElse("").equalsIgnoreCase("close")) {
                return;
            }
        }
    }

    private void serve(HttpConnection connection, HttpRequest request) throws IOException {
        var recorded = RecordedRequest.of(request, clock.instant(), connection.number());
        log.begin(recorded);
        try {
            if (swallowing) {
                connection.hang(() -> !swallowing);
                return;
            }
            var due = faults.stream().filter(rule -> rule.befalls(recorded)).toList();
            new Exchange(connection, request, due, service).run();
        } finally {
            log.end();
        }
    }
}
