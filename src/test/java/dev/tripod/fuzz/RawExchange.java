package dev.tripod.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/** One request over a connection of its own, byte by byte as it is told, which no client library would send. */
final class RawExchange {
    private static final int LIMIT_MILLIS = 10_000;

    private RawExchange() {}

    /**
     * The status of the answer; 0 when the server ended the connection without one. Fails when it says nothing for ten
     * seconds.
     */
    static int status(URI server, String method, String target, List<String> headers, String body) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request(method, target, headers, body.getBytes(UTF_8)));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
            return answer == null ? 0 : Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (SocketException e) {
            return 0; // it ended the connection while more was coming
        }
    }

    private static byte[] request(String method, String target, List<String> headers, byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        bytes.write(head.toString().getBytes(UTF_8));
        bytes.write(body);
        return bytes.toByteArray();
    }
}
