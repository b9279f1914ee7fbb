package dev.tripod.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The dialect over HTTP, whoever speaks it. */
record HttpCacheContender(String name, URI address, String token, HttpClient http) implements CacheContender {
    static CacheContender of(String name, URI address, String token) {
        return new HttpCacheContender(
                name,
                address,
                token,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    @Override
    public void ask(Kind kind, int number) throws IOException, InterruptedException {
        switch (kind) {
            case GET -> send("/", get(number));
            case SET -> send("/", set(number));
            case MANY ->
                send(
                        "/pipeline",
                        IntStream.range(number, number + PIPELINE)
                                .mapToObj(i -> i % 2 == 0 ? get(i) : set(i))
                                .collect(Collectors.joining(",", "[", "]")));
        }
    }

    private static String get(int number) {
        return "[\"GET\",\"bench:" + number % KEYS + "\"]";
    }

    private static String set(int number) {
        return "[\"SET\",\"bench:" + number % KEYS + "\",\"" + VALUE + "\"]";
    }

    private void send(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Upstash-Encoding", "base64")
                .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200
                || answer.body().contains("error")
                || answer.body().contains("null")) {
            throw new AssertionError(name + " answers " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        // the client ends with its process
    }
}
