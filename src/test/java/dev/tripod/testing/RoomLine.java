package dev.tripod.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One socket of a participant: whole frames in and out, in order, and its end told once. */
final class RoomLine implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);
    /** Held for ever, since a client that is collected closes its sockets. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Owner owner;
    private final StringBuilder partial = new StringBuilder();
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Guarded by this: completes with the socket once what was said so far is written. */
    private CompletableFuture<WebSocket> written = new CompletableFuture<>();

    /** Whose line it is; called from threads of the HTTP client. */
    interface Owner {
        void received(RoomLine line, JsonNode frame);

        void closed(RoomLine line, int code);
    }

    private RoomLine(Owner owner) {
        this.owner = owner;
    }

    /** Begins to open one; what is said meanwhile goes out once it is open. */
    static RoomLine open(URI server, RoomSeat seat, Owner owner) {
        var line = new RoomLine(owner);
        var opening = HTTP.newWebSocketBuilder()
                .subprotocols("tripod.v1")
                .connectTimeout(HANDSHAKE_LIMIT)
                .header("Origin", server.toString())
                .header("Cookie", seat.cookie())
                .buildAsync(URI.create("ws" + server.toString().substring(4) + "/ws/rooms/" + seat.room()), line);
        synchronized (line) {
            line.written = opening;
        }
        var unused = opening.whenCompleteAsync((socket, failure) -> {
            if (failure != null) {
                line.end(1006);
            } else if (line.ended.get()) {
                socket.abort();
            }
        });
        return line;
    }

    synchronized void say(String frame) {
        written = written.thenCompose(socket -> socket.sendText(frame, true));
        var unused = written.whenCompleteAsync((socket, failure) -> endUnless(failure == null));
    }

    /** A socket that cannot be written to is not always told to its listener. */
    private void endUnless(boolean writable) {
        if (!writable) {
            end(1006);
        }
    }

    synchronized void goodbye() {
        var unused = written.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Breaks the connection without a word. */
    synchronized void cut() {
        var unused = written.thenAccept(WebSocket::abort);
        end(1006);
    }

    @Override
    @SuppressWarnings("NullAway") // null means: done with the text
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            var frame = parse(partial.toString());
            partial.setLength(0);
            if (!ended.get()) {
                owner.received(this, frame);
            }
        }
        socket.request(1);
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // null means: done with the close
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        end(1006);
    }

    private void end(int code) {
        if (ended.compareAndSet(false, true)) {
            owner.closed(this, code);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
