package dev.tripod.gateway;

import dev.tripod.upstash.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;

/** How a caller wants its answer, which two headers say. */
enum AnswerForm {
    TEXT,
    BASE64,
    /** The protocol of Redis itself; transactions are JSON all the same. */
    RESP2;

    static AnswerForm wanted(HttpServletRequest request) {
        var base64 = header(request, "Upstash-Encoding", "").equalsIgnoreCase("base64");
        var format = header(request, "Upstash-Response-Format", "json");
        return switch (format) {
            case "json" -> base64 ? BASE64 : TEXT;
            case "resp2" -> {
                if (base64) {
                    throw new RefusedException("ERR base64 encoding is not supported with resp2 response format");
                }
                yield RESP2;
            }
            default -> throw new RefusedException("ERR unsupported response format: " + format);
        };
    }

    private static String header(HttpServletRequest request, String name, String missing) {
        return Objects.requireNonNullElse(request.getHeader(name), missing);
    }

    /** The answer with these replies; a single command that failed is a request that failed. */
    Answer written(Batch.Form form, List<Reply> replies) {
        if (form == Batch.Form.SINGLE && replies.get(0) instanceof Reply.Failure failure) {
            return Answer.error(400, failure.text());
        }
        if (this == RESP2 && form != Batch.Form.TRANSACTION) {
            return Answer.resp(RespWriter.all(replies));
        }
        var writer = new ReplyWriter(this == BASE64);
        return Answer.json(200, form == Batch.Form.SINGLE ? writer.one(replies.get(0)) : writer.all(replies));
    }
}
