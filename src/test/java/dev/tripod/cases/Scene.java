package dev.tripod.cases;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import java.net.URI;
import java.util.Map;

/**
 * What there is to change: a desktop with a session and a room, a camera in that room, and a pairing that is pending.
 * Every mutating call of the table can be made here with a body and a path that would do it.
 */
final class Scene implements AutoCloseable {
    private static final String CURRENT = "/api/sessions/current";

    private final URI server;
    private final Browser desktop;
    private final String room;
    private final String camera;
    private final RoomSocket socket;
    private final Guests.Shown pairing;

    /** A call as it is sent; the body is empty for those that take none. */
    record Call(String method, String path, String body) {}

    private Scene(URI server) {
        this.server = server;
        desktop = Instances.GUESTS.person(server);
        room = desktop.post("/api/rooms", "{}").json().path("id").asText();
        var first = Instances.GUESTS.show(desktop, "{\"room\":\"" + room + "\"}");
        socket = RoomSocket.open(server, Instances.GUESTS.phone(server, "token", first.token()), room);
        camera = socket.hello().path("self").path("id").asText();
        pairing = Instances.GUESTS.show(desktop, "{\"room\":\"" + room + "\",\"role\":\"viewer\"}");
    }

    static Scene at(URI server) {
        return new Scene(server);
    }

    String cookie() {
        return desktop.cookieHeader();
    }

    /** The call that a row of the table stands for. */
    Call call(String row) {
        var words = row.split(" ", 2);
        var path = words[1].replace("{participant}", camera)
                .replace("{id}", words[1].contains("rooms") ? room : pairing.id());
        return new Call(words[0], path, words[0].equals("DELETE") ? "" : body(words[1]));
    }

    private String body(String path) {
        return Map.of(
                        "/api/pairings", "{\"room\":\"" + room + "\",\"role\":\"viewer\"}",
                        "/api/pairings/claim", Instances.GUESTS.claim("token", pairing.token()),
                        "/api/pairings/lookup", "{\"token\":\"" + pairing.token() + "\"}")
                .getOrDefault(path, "{\"name\":\"Eve\"}");
    }

    /** Sends a call with the desktop's cookie, as JSON, and with no other headers than these. */
    Browser.Answer send(Call call, String... headers) {
        var all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Cookie";
        all[1] = cookie();
        all[2] = "Content-Type";
        all[3] = call.body().isEmpty() ? "" : "application/json";
        return BareHttp.call(server, call.method(), call.path(), call.body(), all);
    }

    /** All of it in words, to be compared. */
    String state() {
        var session = desktop.get(CURRENT).json();
        var shown = desktop.get("/api/pairings/" + pairing.id()).json();
        return String.join(
                "\n",
                session.path("id").asText() + session.path("name") + session.path("attributes"),
                desktop.get("/api/rooms/" + room).json().path("participants").toString(),
                shown.path("state").asText(),
                "camera's socket open: " + socket.isOpen());
    }

    @Override
    public void close() {
        if (socket.isOpen()) {
            socket.close();
        }
    }
}
