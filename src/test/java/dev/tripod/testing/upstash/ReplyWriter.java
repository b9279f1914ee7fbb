package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/** Writes replies as JSON, with strings as text or in base64, or as RESP 2. */
final class ReplyWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final Encoding encoding;

    /** How a caller wants its answer. */
    enum Encoding {
        TEXT,
        BASE64,
        RESP2
    }

    ReplyWriter(Encoding encoding) {
        this.encoding = encoding;
    }

    static byte[] error(String text) {
        return json(json -> item(json, new Reply.Failure(text), Encoding.TEXT));
    }

    /** The object of a single command, or its RESP. */
    byte[] one(Reply reply) {
        return encoding == Encoding.RESP2 ? resp(List.of(reply)) : json(json -> item(json, reply, encoding));
    }

    /** The array of a pipeline or transaction, or the RESPs one after the other. */
    byte[] all(List<Reply> replies) {
        if (encoding == Encoding.RESP2) {
            return resp(replies);
        }
        return json(json -> {
            json.writeStartArray();
            for (var reply : replies) {
                item(json, reply, encoding);
            }
            json.writeEndArray();
        });
    }

    private static void item(JsonGenerator json, Reply reply, Encoding encoding) throws IOException {
        json.writeStartObject();
        if (reply instanceof Reply.Failure failure) {
            json.writeStringField("error", failure.text());
        } else {
            json.writeFieldName("result");
            value(json, reply, encoding);
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Reply reply, Encoding encoding) throws IOException {
        if (reply instanceof Reply.Status status) {
            var plain = encoding == Encoding.TEXT || status.text().equals("OK");
            json.writeString(plain ? status.text() : base64(status.text().getBytes(UTF_8)));
        } else if (reply instanceof Reply.Bulk bulk) {
            json.writeString(encoding == Encoding.TEXT ? new String(bulk.bytes(), UTF_8) : base64(bulk.bytes()));
        } else if (reply instanceof Reply.Int number) {
            json.writeNumber(number.value());
        } else if (reply instanceof Reply.Items array) {
            json.writeStartArray();
            for (var item : array.items()) {
                value(json, item, encoding);
            }
            json.writeEndArray();
        } else if (reply instanceof Reply.Failure failure) {
            json.writeString(failure.text());
        } else {
            json.writeNull();
        }
    }

    private static String base64(byte[] bytes) {
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

    private static byte[] resp(List<Reply> replies) {
        var bytes = new ByteArrayOutputStream();
        replies.forEach(reply -> resp(bytes, reply));
        return bytes.toByteArray();
    }

    private static void resp(ByteArrayOutputStream out, Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            line(out, "$" + bulk.bytes().length);
            out.writeBytes(bulk.bytes());
            line(out, "");
        } else if (reply instanceof Reply.Items array) {
            line(out, "*" + array.items().size());
            array.items().forEach(item -> resp(out, item));
        } else if (reply instanceof Reply.Status status) {
            line(out, "+" + status.text());
        } else if (reply instanceof Reply.Int number) {
            line(out, ":" + number.value());
        } else if (reply instanceof Reply.Failure failure) {
            line(out, "-" + failure.text());
        } else {
            line(out, ((Reply.Nil) reply).ofArray() ? "*-1" : "$-1");
        }
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes((text + "\r\n").getBytes(US_ASCII));
    }

    /** Something written as JSON. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
