package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.upstash.Reply;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes replies one after the other as RESP 2, the protocol between Redis and its clients. */
final class RespWriter {
    private RespWriter() {}

    static byte[] all(List<Reply> replies) {
        var bytes = new ByteArrayOutputStream();
        replies.forEach(reply -> write(bytes, reply));
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            line(out, "$" + bulk.bytes().length);
            out.writeBytes(bulk.bytes());
            line(out, "");
        } else if (reply instanceof Reply.Array array) {
            line(out, "*" + array.items().size());
            array.items().forEach(item -> write(out, item));
        } else if (reply instanceof Reply.Status status) {
            line(out, "+" + status.text());
        } else if (reply instanceof Reply.Int number) {
            line(out, ":" + number.value());
        } else if (reply instanceof Reply.Failure failure) {
            line(out, "-" + failure.text());
        } else {
            line(out, "$-1");
        }
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes((text + "\r\n").getBytes(UTF_8));
    }
}
