package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * One HTTP/1.1 connection, written by hand so that it can also break every rule. Reads and writes belong to the thread
 * that serves it; {@link #close} and {@link #reset} may come from any thread.
 */
final class HttpConnection implements Closeable {
    private static final int LOOK_MILLIS = 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int number;

    HttpConnection(Socket socket, int number) throws IOException {
        this.socket = socket;
        this.number = number;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        out = socket.getOutputStream();
    }

    int number() {
        return number;
    }

    boolean isOver() {
        return socket.isClosed();
    }

    /** The next request, or empty when the client has closed the connection between two of them. */
    Optional<HttpRequest> read() throws IOException {
        var first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var words = first.get().split(" ", -1);
        if (words.length != 3) {
            throw new IOException("Not HTTP");
        }
        var headers = headers();
        if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
            write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
        }
        return Optional.of(new HttpRequest(words[0], words[1], headers, body(headers)));
    }

    /** Sends an answer; to HEAD without its body. */
    void send(HttpAnswer answer, boolean headOnly) throws IOException {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(answer.head());
        if (!headOnly) {
            whole.writeBytes(answer.body());
        }
        write(whole.toByteArray());
    }

    void write(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Waits in silence until the client goes or the condition holds; then the connection is over. */
    void hang(BooleanSupplier until) throws IOException {
        socket.setSoTimeout(LOOK_MILLIS);
        try (this) {
            while (!until.getAsBoolean() && stillThere()) {
                // the look itself waits
            }
        }
    }

    private boolean stillThere() throws IOException {
        try {
            return in.read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Waits for the client to close its end. */
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // nothing more is expected; the end is
        }
    }

    /** Cuts the connection with a TCP reset: what was not delivered is lost. */
    void reset() throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Map<String, String> headers() throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = text(); !line.isEmpty(); line = text()) {
            var pair = line.split(":", 2);
            if (pair.length == 2) {
                headers.merge(pair[0].strip(), pair[1].strip(), (one, two) -> one + ", " + two);
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("Transfer-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return chunks();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            text();
        }
        headers(); // trailers, and the empty line
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(text().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private String text() throws IOException {
        return line().orElseThrow(EOFException::new);
    }

    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
        }
        return Optional.of(line.toString(UTF_8).stripTrailing());
    }
}
