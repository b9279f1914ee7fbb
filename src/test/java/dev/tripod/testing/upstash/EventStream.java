package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One open subscription: a connection to Redis whose messages go out as lines. Two threads: the connection's own waits
 * for the client to go, the other writes; ending either side ends both.
 */
final class EventStream {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/event-stream",
            "Cache-Control", "no-cache",
            "Transfer-Encoding", "chunked");

    private final HttpConnection client;
    private final RedisConnection redis;
    private final String lineEnd;

    /** Set by a test, read by the thread that writes. */
    private volatile boolean silent;

    EventStream(HttpConnection client, RedisConnection redis, String lineEnd, boolean silent) {
        this.client = client;
        this.redis = redis;
        this.lineEnd = lineEnd;
        this.silent = silent;
    }

    /** Subscribes and starts the answer. */
    void open(Command subscribe) throws IOException {
        client.write(HttpAnswer.head(200, HEADERS));
        redis.send(List.of(subscribe));
    }

    /** Writes events until one side ends. */
    void write() {
        try (client) {
            while (true) {
                var line = line((Reply.Items) redis.read());
                if (!silent) {
                    client.write(chunk(line));
                }
            }
        } catch (IOException e) {
            // one side has ended
        }
    }

    /** Waits until the client goes. */
    void awaitEnd() throws IOException {
        try (redis) {
            client.awaitEnd();
        }
    }

    void silence() {
        silent = true;
    }

    /** Ends the answer in good order. */
    void end() throws IOException {
        try (client) {
            client.write("0\r\n\r\n".getBytes(US_ASCII));
        }
    }

    void reset() throws IOException {
        client.reset();
    }

    private byte[] line(Reply.Items event) {
        var line = new ByteArrayOutputStream();
        line.writeBytes("data: ".getBytes(US_ASCII));
        var between = "";
        for (var field : event.items()) {
            line.writeBytes(between.getBytes(US_ASCII));
            line.writeBytes(
                    field instanceof Reply.Bulk bulk
                            ? bulk.bytes()
                            : String.valueOf(((Reply.Int) field).value()).getBytes(US_ASCII));
            between = ",";
        }
        line.writeBytes(lineEnd.getBytes(US_ASCII));
        return line.toByteArray();
    }

    private static byte[] chunk(byte[] content) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(UTF_8));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(US_ASCII));
        return chunk.toByteArray();
    }
}
