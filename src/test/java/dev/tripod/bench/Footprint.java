package dev.tripod.bench;

import dev.tripod.testing.Browser;
import dev.tripod.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Measures start to first answer, in seconds and in the CPU's, and resident memory of the uber-jar beside Payara Micro
 * with an empty WAR, and the memory of 200 open room sockets. Arguments are flags of the JVM. Prints a Markdown table.
 */
public final class Footprint {
    private static final int ROUNDS = 3;
    private static final int SESSIONS = 20;
    private static final int ROOMS_PER_SESSION = 10;

    private Footprint() {}

    public static void main(String[] flags) throws Exception {
        System.out.println(
                "| what | start to first answer, s | CPU for it, s | resident after start, MB | with 200 sockets, MB |");
        System.out.println("| --- | --- | --- | --- | --- |");
        var war = emptyWar();
        for (var round = 1; round <= ROUNDS; round++) {
            try (var server = ServerProcess.payaraMicro(war, flags)) {
                System.out.println(
                        row("Payara Micro, empty WAR, round " + round, server, Processes.residentMegabytes(server))
                                + "– |");
            }
            try (var server = ServerProcess.uberJar(Map.of(), flags)) {
                var row = row("Tripod, round " + round, server, Processes.residentMegabytes(server));
                var sockets = openSockets(server.uri());
                System.out.println(row + Processes.residentMegabytes(server) + " |");
                sockets.forEach(WebSocket::abort);
            }
        }
    }

    private static String row(String what, ServerProcess server, long resident) throws IOException {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %d | ",
                what,
                server.startTime().toMillis() / 1000.0,
                Processes.cpuSeconds(server),
                resident);
    }

    private static List<WebSocket> openSockets(URI server) throws InterruptedException {
        var welcomed = new CountDownLatch(SESSIONS * ROOMS_PER_SESSION);
        var http = HttpClient.newHttpClient();
        var sockets = new ArrayList<WebSocket>();
        for (var session = 0; session < SESSIONS; session++) {
            var browser = new Browser(server);
            browser.post("/api/sessions", "{}");
            for (var room = 0; room < ROOMS_PER_SESSION; room++) {
                var created = browser.post("/api/rooms", "{}");
                var id = created.json().path("id").asText();
                var socket = http.newWebSocketBuilder()
                        .subprotocols("tripod.v1")
                        .header("Origin", server.toString())
                        .header("Cookie", browser.cookieHeader())
                        .buildAsync(
                                URI.create("ws" + server.toString().substring(4) + "/ws/rooms/" + id), first(welcomed))
                        .join();
                socket.sendText("{\"type\":\"hello\"}", true).join();
                sockets.add(socket);
            }
        }
        if (!welcomed.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(welcomed.getCount() + " sockets were not welcomed");
        }
        return sockets;
    }

    private static WebSocket.Listener first(CountDownLatch welcomed) {
        return new WebSocket.Listener() {
            private boolean seen;

            @Override
            @SuppressWarnings("NullAway") // null means: done with the text
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                if (!seen && data.toString().contains("\"welcome\"")) {
                    seen = true;
                    welcomed.countDown();
                }
                socket.request(1);
                return null;
            }
        };
    }

    private static Path emptyWar() throws IOException {
        var war = Path.of("target", "empty.war");
        try (var zip = new ZipOutputStream(Files.newOutputStream(war))) {
            zip.putNextEntry(new ZipEntry("index.html"));
            zip.write("<!doctype html><title>empty</title>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return war;
    }
}
