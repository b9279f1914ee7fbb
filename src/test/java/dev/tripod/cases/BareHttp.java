package dev.tripod.cases;

import dev.tripod.testing.Browser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls with exactly the headers that a case names, and with what no client library would send. */
final class BareHttp {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final int PATIENCE_MS = 20_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private BareHttp() {}

    /** Sends a call; headers are name, value, name, value, and those with an empty value are left out. */
    static Browser.Answer call(URI server, String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofMillis(PATIENCE_MS))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (var i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                request.header(headers[i], headers[i + 1]);
            }
        }
        try {
            return new Browser.Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Browser.Answer get(URI server, String path, String... headers) {
        return call(server, "GET", path, "", headers);
    }

    /** The whole answer to these lines of a head; {@code Host} is added unless they name one. */
    static String raw(URI server, String... lines) {
        var named = Stream.of(lines).anyMatch(line -> line.startsWith("Host:"));
        try (var socket = connect(server)) {
            send(socket, head(lines) + (named ? "" : host(server)) + "Connection: close" + END_OF_HEAD);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends GETs of these paths over one connection without waiting; all of their answers as they came. */
    static String pipelined(URI server, List<String> paths) {
        try (var socket = connect(server)) {
            var last = paths.size() - 1;
            for (var path : paths.subList(0, last)) {
                send(socket, head("GET " + path + " HTTP/1.1") + host(server) + "\r\n");
            }
            send(socket, head("GET " + paths.get(last) + " HTTP/1.1", "Connection: close") + host(server) + "\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of an answer as text. */
    static int status(String raw) {
        return raw.startsWith("HTTP/1.1 ") ? Integer.parseInt(raw.substring(9, 12)) : 0;
    }

    /** The head of the answer to a WebSocket handshake with these headers; what opens is cut at once. */
    static String handshake(URI server, String path, String... headers) {
        try (var socket = connect(server)) {
            send(
                    socket,
                    head("GET " + path + " HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket")
                            + head("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dHJpcG9kLXRyaXBvZC0xMg==")
                            + head("Sec-WebSocket-Protocol: tripod.v1")
                            + head(headers)
                            + host(server)
                            + "\r\n");
            var head = new ByteArrayOutputStream();
            for (var next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                head.write(next);
                if (head.toString(StandardCharsets.UTF_8).endsWith(END_OF_HEAD)) {
                    break;
                }
            }
            return head.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a call and, between its head and its body, does something else; answers the status. */
    static int slowly(URI server, String call, String cookie, String json, Runnable meanwhile) {
        try (var socket = connect(server)) {
            var lines = head(call + " HTTP/1.1", "Cookie: " + cookie, "X-Requested-With: tripod")
                    + head("Content-Type: application/json", "Content-Length: " + json.length());
            send(socket, lines + host(server) + "Connection: close" + END_OF_HEAD + json.charAt(0));
            meanwhile.run();
            send(socket, json.substring(1));
            return status(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(URI server) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String host(URI server) {
        return head("Host: " + server.getAuthority());
    }

    private static String head(String... lines) {
        return Stream.of(lines).map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
