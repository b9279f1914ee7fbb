package dev.tripod.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A participant's end of a room's socket. Keeps every frame that came; waits for those that are to come. */
public final class RoomSocket implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final boolean reads;
    /** Guarded by this: what came and nobody has waited for yet. */
    private final List<JsonNode> frames = new ArrayList<>();
    /** Guarded by this. */
    private int pings;

    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;

    private RoomSocket(boolean reads) {
        this.reads = reads;
    }

    /** Opens the socket as a page of the server's own does; the session is the client's. */
    public static RoomSocket open(TripodServer server, ApiClient client, String room) {
        return open(new RoomSocket(true), server, client, "/ws/rooms/" + room);
    }

    /** Opens a socket that reads nothing, not even pings. */
    public static RoomSocket openDeaf(TripodServer server, ApiClient client, String room) {
        return open(new RoomSocket(false), server, client, "/ws/rooms/" + room);
    }

    private static RoomSocket open(RoomSocket opened, TripodServer server, ApiClient client, String path) {
        opened.socket = join(handshake(opened, server.socketUri(path), client.cookie(), origin(server)));
        return opened;
    }

    /** Opens a socket and says hello; the welcome has come when this returns. */
    public static RoomSocket enter(TripodServer server, ApiClient client, String room) {
        var opened = open(server, client, room);
        opened.hello();
        return opened;
    }

    /** The same as a browser does it, at a server in a process of its own. */
    public static RoomSocket enter(URI server, Browser browser, String room) {
        var opened = open(server, browser, room);
        opened.hello();
        return opened;
    }

    /** Opens the socket at a server in a process of its own, and says nothing yet. */
    public static RoomSocket open(URI server, Browser browser, String room) {
        var opened = new RoomSocket(true);
        var uri = socketUri(server, "/ws/rooms/" + room);
        opened.socket = join(handshake(opened, uri, browser.cookieHeader(), server.toString()));
        return opened;
    }

    private static URI socketUri(URI server, String path) {
        return URI.create("ws" + server.toString().substring("http".length()) + path);
    }

    /** What a server in a process of its own answers to a handshake that it refuses. */
    public static HttpResponse<?> refusal(URI server, String path, String cookie, String origin) {
        return refusal(socketUri(server, path), cookie, origin);
    }

    /** What the server answers to a handshake that it refuses; an empty cookie or origin is not sent. */
    public static HttpResponse<?> refusal(TripodServer server, String path, String cookie, String origin) {
        return refusal(server.socketUri(path), cookie, origin);
    }

    private static HttpResponse<?> refusal(URI uri, String cookie, String origin) {
        try {
            var unexpected =
                    handshake(new RoomSocket(true), uri, cookie, origin).join();
            unexpected.abort();
            throw new AssertionError("The handshake was not refused");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse();
            }
            throw e;
        }
    }

    private static CompletableFuture<WebSocket> handshake(RoomSocket listener, URI uri, String cookie, String origin) {
        var builder = HTTP.newWebSocketBuilder().subprotocols("tripod.v1").connectTimeout(LIMIT);
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        return builder.buildAsync(uri, listener);
    }

    /** The origin of the server's own pages. */
    public static String origin(TripodServer server) {
        return server.uri("").toString();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("It did not come in time", e);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            keep(parse(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public synchronized CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings++;
        notifyAll();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closedWith(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closedWith(1006);
    }

    private synchronized void closedWith(int code) {
        closed.complete(code);
        notifyAll();
    }

    private synchronized void keep(JsonNode frame) {
        frames.add(frame);
        notifyAll();
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says hello and answers the welcome. */
    public JsonNode hello() {
        say("{\"type\":\"hello\"}");
        return next("welcome");
    }

    /** Says hello with the position of the last frame and answers the welcome. */
    public JsonNode hello(String position) {
        say("{\"type\":\"hello\",\"position\":\"" + position + "\"}");
        return next("welcome");
    }

    /** Sends a text frame. */
    public RoomSocket say(String frame) {
        join(socket.sendText(frame, true));
        return this;
    }

    /** Sends a text frame in several pieces. */
    public void sayInPieces(List<String> pieces) {
        for (var i = 0; i < pieces.size(); i++) {
            join(socket.sendText(pieces.get(i), i == pieces.size() - 1));
        }
    }

    public void sayBinary(byte[] bytes) {
        join(socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Sends a message to everybody, of the kind log or ephemeral. */
    public RoomSocket send(String kind, String id, String data) {
        return say("{\"type\":\"send\",\"id\":\"%s\",\"kind\":\"%s\",\"data\":\"%s\"}".formatted(id, kind, data));
    }

    /** Sends a message to one participant. */
    public RoomSocket sendTo(String participant, String kind, String id, String data) {
        return say("{\"type\":\"send\",\"id\":\"%s\",\"kind\":\"%s\",\"to\":\"%s\",\"data\":\"%s\"}"
                .formatted(id, kind, participant, data));
    }

    /** Waits for the next frame of a type and takes it out; others stay. */
    public JsonNode next(String type) {
        return next(frame -> frame.path("type").asText().equals(type));
    }

    /** Waits for the next such frame and takes it out; others stay. */
    public synchronized JsonNode next(Predicate<JsonNode> wanted) {
        var until = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            for (var frame : frames) {
                if (wanted.test(frame)) {
                    frames.remove(frame);
                    return frame;
                }
            }
            await(until);
        }
    }

    /** How many pings have come since the opening. */
    public synchronized int pings() {
        return pings;
    }

    /** Waits until so many pings have come since the opening. */
    public synchronized void awaitPings(int count) {
        var until = System.nanoTime() + LIMIT.toNanos();
        while (pings < count) {
            await(until);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private void await(long until) {
        var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0 || closed.isDone()) {
            throw new AssertionError("What was waited for did not come; there is " + frames + ", closed: " + closed);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that the server has sent up to now, and nobody has taken out: it answers a ping after all of it. */
    public List<JsonNode> rest() {
        say("{\"type\":\"ping\"}");
        next("pong");
        synchronized (this) {
            var all = List.copyOf(frames);
            frames.clear();
            return all;
        }
    }

    /** Waits until the server closes, and answers the code. */
    public int closeCode() {
        return join(closed);
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Says goodbye. */
    public void close() {
        close(WebSocket.NORMAL_CLOSURE);
    }

    public void close(int code) {
        join(socket.sendClose(code, ""));
    }

    /** Breaks the connection without a word. */
    public void cut() {
        socket.abort();
    }
}
