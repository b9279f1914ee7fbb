package dev.tripod.upstash;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes lines of UTF-8 out of chunks that may be split anywhere. Not thread-safe. */
final class LineReader {
    private final int limit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Lines may be so many bytes long. */
    LineReader(int limit) {
        this.limit = limit;
    }

    /**
     * Hands over the lines that this chunk completes, without their ends; an end may be CR, LF or both.
     *
     * @throws UpstashException when a line is too long
     */
    void read(ByteBuffer chunk, Consumer<String> lines) {
        while (chunk.hasRemaining()) {
            var next = chunk.get();
            if (next == '\n' || next == '\r') {
                end(lines);
            } else if (line.size() < limit) {
                line.write(next);
            } else {
                throw UpstashException.unknown(
                        UpstashException.Kind.TOO_LARGE, "a line of the stream is longer than allowed");
            }
        }
    }

    /** The LF after a CR ends an empty line, which means nothing here. */
    private void end(Consumer<String> lines) {
        if (line.size() > 0) {
            var text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            lines.accept(text);
        }
    }
}
