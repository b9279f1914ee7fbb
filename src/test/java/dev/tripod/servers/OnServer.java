package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What Tripod promises from outside, on whichever server {@link ServersIT} has started; the same tests for each. Two
 * instances of the server share a store.
 */
abstract class OnServer {
    /** All of them. */
    static final List<Class<? extends OnServer>> SUITE = List.of(
            PagesOnServer.class,
            RestOnServer.class,
            CacheApiOnServer.class,
            SocketsOnServer.class,
            MessagesOnServer.class);

    static final Guests GUESTS = new Guests();
    static final String CURRENT = "/api/sessions/current";

    final Pair pair = Pair.underTest();
    final URI a = pair.a().uri();
    final URI b = pair.b().uri();

    Browser desk() {
        return GUESTS.person(a);
    }

    static String room(Browser owner) {
        var made = owner.post("/api/rooms", "{\"name\":\"Studio\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("id").asText();
    }

    /** As browsers ask where there is no TLS: over HTTP/1.1. */
    Browser.Answer plain(String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(a.resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Browser(a).sendAsIs(request.build());
    }

    String raw(String request) throws IOException {
        try (var socket = new Socket(a.getHost(), a.getPort())) {
            socket.setSoTimeout(20_000);
            var text = request + "Host: " + a.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
