package dev.tripod.upstash;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Commands as they travel: JSON arrays, or the raw form of one command with bytes that JSON cannot carry.
 *
 * @param path where they go when they travel alone
 * @param body their JSON arrays separated by commas or, for those that travel alone, the whole body
 * @param joins whether they may share a pipeline with others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Encoded(String path, byte[] body, boolean joins, int commands) {
    private static final JsonFactory JSON = new JsonFactory();

    static Encoded of(List<Command> commands, boolean atomic) {
        if (!commands.stream().allMatch(Encoded::isText)) {
            if (commands.size() > 1) {
                throw new IllegalArgumentException("Bytes that are not UTF-8 travel in a command of their own only");
            }
            return RawForm.of(commands.get(0));
        }
        var json = json(commands);
        return atomic && commands.size() > 1
                ? new Encoded("/multi-exec", enclosed(List.of(json)), false, commands.size())
                : new Encoded(commands.size() == 1 ? "/" : "/pipeline", json, true, commands.size());
    }

    /** The body of a pipeline of parts that join. */
    static byte[] enclosed(List<byte[]> parts) {
        var body = new ByteArrayOutputStream(
                parts.stream().mapToInt(part -> part.length + 1).sum() + 1);
        body.write('[');
        for (var i = 0; i < parts.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(parts.get(i));
        }
        body.write(']');
        return body.toByteArray();
    }

    private static byte[] json(List<Command> commands) {
        var json = new ByteArrayOutputStream();
        try (var writer = JSON.createGenerator(json)) {
            writer.setRootValueSeparator(new SerializedString(","));
            for (var command : commands) {
                writer.writeStartArray();
                for (var word : command.words()) {
                    writer.writeUTF8String(word, 0, word.length);
                }
                writer.writeEndArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return json.toByteArray();
    }

    private static boolean isText(Command command) {
        return command.words().stream().allMatch(Encoded::isText);
    }

    static boolean isText(byte[] bytes) {
        for (var next : bytes) {
            if (next < 0) {
                return isUtf8(bytes);
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
