package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection to the Redis behind the server, in RESP 2. Written by hand because ready clients hide whether an
 * answer was a status or a string. Used by one thread at a time; closing it from another ends a waiting read.
 */
final class RedisConnection implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RedisConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    Reply call(Command command) throws IOException {
        send(List.of(command));
        return read();
    }

    void send(List<Command> commands) throws IOException {
        for (var command : commands) {
            out.write(("*" + command.size() + "\r\n").getBytes(US_ASCII));
            for (var word : command.words()) {
                out.write(("$" + word.length + "\r\n").getBytes(US_ASCII));
                out.write(word);
                out.write('\r');
                out.write('\n');
            }
        }
        out.flush();
    }

    Reply read() throws IOException {
        var line = line();
        var rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> new Reply.Status(rest);
            case '-' -> new Reply.Failure(rest);
            case ':' -> new Reply.Int(Long.parseLong(rest));
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> items(Integer.parseInt(rest));
            default -> throw new IOException("Not RESP: " + line);
        };
    }

    private Reply bulk(int length) throws IOException {
        if (length < 0) {
            return new Reply.Nil(false);
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() < 0 || in.read() < 0) {
            throw new EOFException();
        }
        return new Reply.Bulk(bytes);
    }

    private Reply items(int count) throws IOException {
        if (count < 0) {
            return new Reply.Nil(true);
        }
        var items = new ArrayList<Reply>(count);
        for (var i = 0; i < count; i++) {
            items.add(read());
        }
        return new Reply.Items(items);
    }

    private String line() throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (var next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        if (in.read() < 0) {
            throw new EOFException();
        }
        return line.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
