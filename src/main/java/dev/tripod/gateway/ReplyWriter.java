package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tripod.upstash.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/** Writes replies as JSON: strings as text, or in base64 but for the status {@code OK}; errors always as text. */
record ReplyWriter(boolean base64) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Something written as JSON. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] error(String text) {
        return new ReplyWriter(false).one(new Reply.Failure(text));
    }

    /** The object of a single command. */
    byte[] one(Reply reply) {
        return json(json -> item(json, reply));
    }

    /** The array of a pipeline or transaction. */
    byte[] all(List<Reply> replies) {
        return json(json -> {
            json.writeStartArray();
            for (var reply : replies) {
                item(json, reply);
            }
            json.writeEndArray();
        });
    }

    private void item(JsonGenerator json, Reply reply) throws IOException {
        json.writeStartObject();
        if (reply instanceof Reply.Failure failure) {
            json.writeStringField("error", failure.text());
        } else {
            json.writeFieldName("result");
            value(json, reply);
        }
        json.writeEndObject();
    }

    private void value(JsonGenerator json, Reply reply) throws IOException {
        if (reply instanceof Reply.Status status) {
            json.writeString(
                    base64 && !status.text().equals("OK")
                            ? encoded(status.text().getBytes(UTF_8))
                            : status.text());
        } else if (reply instanceof Reply.Bulk bulk) {
            json.writeString(base64 ? encoded(bulk.bytes()) : new String(bulk.bytes(), UTF_8));
        } else if (reply instanceof Reply.Int number) {
            json.writeNumber(number.value());
        } else if (reply instanceof Reply.Array array) {
            json.writeStartArray();
            for (var item : array.items()) {
                value(json, item);
            }
            json.writeEndArray();
        } else if (reply instanceof Reply.Failure failure) {
            json.writeString(failure.text());
        } else {
            json.writeNull();
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] json(Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
