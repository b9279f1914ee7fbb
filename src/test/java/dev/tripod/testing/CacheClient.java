package dev.tripod.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A plain client of the cache API, or of the service itself: sends what a test writes, and adds the token. */
public final class CacheClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final List<String> headers;

    /** What came back. */
    public record Answer(int status, String body) {}

    public CacheClient(URI base, String token) {
        this(base.toString(), List.of("Authorization", "Bearer " + token));
    }

    private CacheClient(String base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same with another header, or another value of one. */
    public CacheClient with(String name, String value) {
        var more = new ArrayList<>(headers);
        var there = more.indexOf(name);
        if (there >= 0) {
            more.set(there + 1, value);
        } else {
            more.addAll(List.of(name, value));
        }
        return new CacheClient(base, more);
    }

    /** The same without the token. */
    public CacheClient anonymous() {
        return new CacheClient(base, List.of("X-Nobody", "yes"));
    }

    public Answer get(String path) {
        return call("GET", path, new byte[0]);
    }

    public Answer post(String path, String body) {
        return call("POST", path, body.getBytes(UTF_8));
    }

    /** Runs a command as an array of strings. */
    public Answer run(String... words) {
        return post("/", array(words));
    }

    public static String array(String... words) {
        return Arrays.stream(words)
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList()
                .toString();
    }

    public Answer call(String method, String path, byte[] body) {
        try {
            var response =
                    HTTP.send(request(path).method(method, publisher(body)).build(), BodyHandlers.ofString());
            DescribedInterface.check(method, response);
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream of events. */
    public BufferedReader events(String path) {
        var request = request(path)
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build();
        try {
            return new BufferedReader(new InputStreamReader(
                    HTTP.send(request, BodyHandlers.ofInputStream()).body(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next line of a stream that is not empty. */
    public static String line(BufferedReader events) throws IOException {
        for (var line = events.readLine(); line != null; line = events.readLine()) {
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "end";
    }

    private static HttpRequest.BodyPublisher publisher(byte[] body) {
        return body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).headers(headers.toArray(String[]::new));
    }
}
