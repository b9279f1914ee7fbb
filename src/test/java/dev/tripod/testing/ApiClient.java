package dev.tripod.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client of the REST interface that keeps the session cookie as a browser would. It says of itself that it is no
 * browser, unless a test gives it other headers.
 */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TripodServer server;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** What the server answered. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(body());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** The last part of the problem's type, such as {@code session-missing}. */
        public String problem() {
            return json().path("type").asText().replaceFirst(".*:", "");
        }
    }

    public ApiClient(TripodServer server) {
        this.server = server;
        headers.put("X-Requested-With", "tripod");
    }

    /** Sends the header with every further call; an empty value takes it away. */
    public ApiClient with(String name, String value) {
        if (value.isEmpty()) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** The cookie it holds, as {@code name=value}. */
    public String cookie() {
        return headers.getOrDefault("Cookie", "");
    }

    public Answer get(String path) {
        return call("GET", path, "");
    }

    public Answer post(String path, String body) {
        return call("POST", path, body);
    }

    public Answer patch(String path, String body) {
        return call("PATCH", path, body);
    }

    public Answer delete(String path) {
        return call("DELETE", path, "");
    }

    /** Sends a body as JSON unless another type is set. */
    public Answer call(String method, String path, String body) {
        var request = HttpRequest.newBuilder(server.uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            var answer = new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            DescribedInterface.check(method, answer.response());
            answer.header("Set-Cookie").map(cookie -> cookie.split(";", 2)[0]).ifPresent(this::keep);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        with("Cookie", cookie.endsWith("=") ? "" : cookie);
    }
}
