package dev.tripod.testing.upstash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plain client of the REST protocol with connections of its own: sends what a test writes and adds the token. */
final class Rest {
    private final HttpClient http;
    private final URI server;
    private final List<String> headers;
    private final Duration patience;

    Rest(UpstashServer server) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                server.uri(),
                List.of("Authorization", "Bearer " + server.token()),
                Duration.ofSeconds(10));
    }

    private Rest(HttpClient http, URI server, List<String> headers, Duration patience) {
        this.http = http;
        this.server = server;
        this.headers = headers;
        this.patience = patience;
    }

    /** The same, giving up on headers that don't come soon. */
    Rest hurried() {
        return new Rest(http, server, headers, Duration.ofMillis(300));
    }

    /** The same with another header, or another value of one. */
    Rest with(String name, String value) {
        var more = new ArrayList<>(headers);
        var there = more.indexOf(name);
        if (there >= 0) {
            more.set(there + 1, value);
        } else {
            more.addAll(List.of(name, value));
        }
        return new Rest(http, server, more, patience);
    }

    String get(String path) {
        return send("GET", path, new byte[0]).body();
    }

    /** The body of the answer; single quotes in the request's body stand for double ones. */
    String post(String path, String body) {
        return answer(path, body).body();
    }

    int status(String path, String body) {
        return answer(path, body).statusCode();
    }

    HttpResponse<String> answer(String path, String body) {
        return send("POST", path, body.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(String method, String path, byte[] body) {
        try {
            return trySend(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> trySend(String method, String path, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .headers(headers.toArray(String[]::new))
                .timeout(patience)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
