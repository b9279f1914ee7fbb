package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request that arrived, whether or not it was answered.
 *
 * @param path as it was sent, with the query but without a token in it
 * @param headers by name in any case, without the token
 * @param commands the names of its commands in capitals; none when the request was malformed
 * @param connection the connection's number, from 1
 */
public record RecordedRequest(
        Instant at,
        int connection,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        List<String> commands) {
    static RecordedRequest of(HttpRequest request, Instant at, int connection) {
        var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.remove("Authorization");
        return new RecordedRequest(
                at,
                connection,
                request.method(),
                request.target().replaceAll("([?&])_token=[^&]*", "$1_token"),
                java.util.Collections.unmodifiableMap(headers),
                new String(request.body(), UTF_8),
                commands(request));
    }

    /** Whether it contains this command; the name in capitals. */
    public boolean runs(String command) {
        return commands.contains(command);
    }

    /** Whether it opens a stream of events. */
    public boolean opensStream() {
        return runs("SUBSCRIBE") || runs("PSUBSCRIBE");
    }

    private static List<String> commands(HttpRequest request) {
        try {
            var subscription = EventStreams.asked(request);
            return subscription.isPresent()
                    ? List.of(subscription.get().name())
                    : RequestParser.parse(request).commands().stream()
                            .map(Command::name)
                            .toList();
        } catch (RefusedException e) {
            return List.of();
        }
    }
}
