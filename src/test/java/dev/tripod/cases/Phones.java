package dev.tripod.cases;

import dev.tripod.testing.Browser.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Phones without a session, which ask about a token or a code; further headers are name, value, name, value. */
final class Phones {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Phones() {}

    static Answer look(URI server, String kind, String secret, String... headers) {
        return post(server, "lookup", "{\"%s\":\"%s\"}".formatted(kind, secret), headers);
    }

    /** Claims as a phone of its own. */
    static Answer claim(URI server, String kind, String secret, String... headers) {
        return post(server, "claim", Instances.GUESTS.claim(kind, secret), headers);
    }

    static CompletableFuture<Answer> claimSoon(URI server, String kind, String secret) {
        return HTTP.sendAsync(
                        request(server, "claim", Instances.GUESTS.claim(kind, secret)), BodyHandlers.ofByteArray())
                .thenApply(Answer::new);
    }

    /** Sends a body to {@code lookup} or {@code claim}. */
    static Answer post(URI server, String what, String body, String... headers) {
        try {
            return new Answer(HTTP.send(request(server, what, body, headers), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest request(URI server, String what, String body, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve("/api/pairings/" + what))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    /** The last part of a problem's type, such as {@code pairing-unknown}. */
    static String problem(Answer answer) {
        return answer.json().path("type").asText().replaceFirst(".*:", "");
    }
}
