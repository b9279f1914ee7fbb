package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Something that goes wrong on purpose. Faults combine: all that are due befall a request, in the order in which they
 * were set, first before the commands run and then when the answer goes back.
 */
public interface Fault {
    /** Whether the commands have run when it strikes. */
    enum Stage {
        BEFORE,
        AFTER
    }

    /** Takes longer. */
    record Delay(Stage stage, Duration time) implements Fault {
        @Override
        public void strike(Moment moment, Stage at) {
            if (at == stage) {
                moment.rule().pause(time);
            }
        }
    }

    /** Cuts the connection with a TCP reset. */
    record Reset(Stage stage) implements Fault {
        @Override
        public void strike(Moment moment, Stage at) throws IOException {
            if (at == stage) {
                moment.connection().reset();
            }
        }
    }

    /** Never answers; when the fault is cleared the connection is closed. */
    record Hang(Stage stage) implements Fault {
        @Override
        public void strike(Moment moment, Stage at) throws IOException {
            if (at == stage) {
                moment.connection().hang(moment.rule()::isCleared);
            }
        }
    }

    /** Answers this and runs nothing. */
    record Answer(int status, Map<String, String> headers, String body) implements Fault {
        @Override
        public Optional<HttpAnswer> instead() {
            return Optional.of(HttpAnswer.text(status, headers, body));
        }
    }

    /** Runs the commands, sends the headers at once and the body byte by byte. */
    record Drip(Duration pause) implements Fault {
        @Override
        public void strike(Moment moment, Stage at) throws IOException {
            if (at == Stage.BEFORE) {
                return;
            }
            moment.connection().write(moment.answer().head());
            for (var next : moment.answer().body()) {
                moment.rule().pause(pause);
                moment.connection().write(next);
            }
            moment.connection().close();
        }
    }

    static Fault delayBefore(Duration time) {
        return new Delay(Stage.BEFORE, time);
    }

    static Fault delayAfter(Duration time) {
        return new Delay(Stage.AFTER, time);
    }

    static Fault resetBefore() {
        return new Reset(Stage.BEFORE);
    }

    static Fault resetAfter() {
        return new Reset(Stage.AFTER);
    }

    static Fault hangBefore() {
        return new Hang(Stage.BEFORE);
    }

    static Fault hangAfter() {
        return new Hang(Stage.AFTER);
    }

    /** The headers and half of the body, then the end of the connection. */
    static Fault truncated() {
        return Mangling.TRUNCATED;
    }

    /** Bytes that are not HTTP. */
    static Fault garbage() {
        return Mangling.GARBAGE;
    }

    /** The headers, then silence until the fault is cleared; a stream of events says nothing. */
    static Fault headersOnly() {
        return Mangling.HEADERS_ONLY;
    }

    /** One byte of the body a second. */
    static Fault drip() {
        return new Drip(Duration.ofSeconds(1));
    }

    /** A proxy's page with this status, such as 500, 502 or 503. */
    static Fault page(int status) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html"),
                "<html><body><h1>%d</h1><p>nginx</p></body></html>".formatted(status));
    }

    /** 429 with a wish for patience. */
    static Fault tooManyRequests(Duration retryAfter) {
        return new Answer(
                429,
                Map.of("Content-Type", "application/json", "Retry-After", String.valueOf(retryAfter.toSeconds())),
                "{\"error\":\"Too Many Requests\"}");
    }

    /** An error of the service's own kind with this status and text; nothing runs. */
    static Fault error(int status, String text) {
        return answer(HttpAnswer.error(status, text));
    }

    /** The quota's text: with 200 for each command as the service does it, with another status for whole requests. */
    static Fault quota(int status) {
        return status == 200 ? Refusal.QUOTA_USED : error(status, Refusal.QUOTA_TEXT);
    }

    /** The token is not known any more. */
    static Fault unauthorized() {
        return answer(RestService.UNAUTHORIZED);
    }

    /** The token has become one for reading only. */
    static Fault readOnly() {
        return Refusal.READ_ONLY;
    }

    /** What may need more memory is refused, scripts included; deleting and reading go on. */
    static Fault capacityFull() {
        return Refusal.CAPACITY_FULL;
    }

    private static Fault answer(HttpAnswer answer) {
        return new Answer(answer.status(), answer.headers(), new String(answer.body(), UTF_8));
    }

    /** Does what the fault does at this stage; afterwards the connection may be over. Of use to the server only. */
    default void strike(Moment moment, Stage at) throws IOException {}

    /** The answer that goes out in place of running anything. Of use to the server only. */
    default Optional<HttpAnswer> instead() {
        return Optional.empty();
    }

    /** Why this command is refused. Of use to the server only. */
    default Optional<String> refusal(Command command, CommandTable table) {
        return Optional.empty();
    }

    /** Where and when a fault strikes; before the commands have run the answer is an empty one. */
    record Moment(HttpConnection connection, FaultRule rule, HttpAnswer answer) {}
}
