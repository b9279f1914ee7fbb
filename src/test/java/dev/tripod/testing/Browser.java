package dev.tripod.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A client that keeps cookies, as one browser does, and speaks JSON. It asks for HTTP/2 as Java's clients do, unless the
 * system property {@code tripod.browser.http} is {@code HTTP_1_1}, which is what browsers speak without TLS.
 */
public final class Browser {
    private static final HttpClient.Version VERSION =
            HttpClient.Version.valueOf(System.getProperty("tripod.browser.http", HttpClient.Version.HTTP_2.name()));
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By name. The JDK's own cookie handler would send quoted values, as no browser does. */
    private final Map<String, String> cookies;

    private final HttpClient http;
    private final URI server;

    /** Speaks to the server at this address; its path is ignored. */
    public Browser(URI server) {
        this(
                server,
                new ConcurrentHashMap<>(),
                HttpClient.newBuilder()
                        .version(VERSION)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build());
    }

    private Browser(URI server, Map<String, String> cookies, HttpClient http) {
        this.server = server;
        this.cookies = cookies;
        this.http = http;
    }

    /** One of many browsers that share connections, as behind one proxy; without cookies yet. */
    public static Browser over(HttpClient connections, URI server) {
        return new Browser(server, new ConcurrentHashMap<>(), connections);
    }

    /** The same browser with the same cookies, speaking to another instance. */
    public Browser at(URI other) {
        return new Browser(other, cookies, http);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json, String... headers) {
        return sendJson("POST", path, json, headers);
    }

    public Answer patch(String path, String json, String... headers) {
        return sendJson("PATCH", path, json, headers);
    }

    /** Sends a JSON body as a page of the same origin does; further headers are name, value, name, value. */
    public Answer sendJson(String method, String path, String json, String... headers) {
        var all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send(method, path, HttpRequest.BodyPublishers.ofString(json), all);
    }

    /** Sends a request with the header that same-origin pages add; further headers are name, value, name, value. */
    public Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Requested-With", "tripod")
                .method(method, body);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var answer = sendAsIs(request.build());
        DescribedInterface.check(method, answer.response());
        return answer;
    }

    /** Sends a request without adding anything. */
    public Answer sendAsIs(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    /** The value of the Cookie header that this browser would send. */
    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        /** The first value of a header, or an empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON: " + text(), e);
            }
        }
    }
}
