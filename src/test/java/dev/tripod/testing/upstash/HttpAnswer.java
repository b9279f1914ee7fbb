package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer before it is sent. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            400, "Bad Request",
            401, "Unauthorized",
            405, "Method Not Allowed",
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable");

    static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static HttpAnswer error(int status, String text) {
        return json(status, ReplyWriter.error(text));
    }

    static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Map.of(), new byte[0]);
    }

    static HttpAnswer text(int status, Map<String, String> headers, String body) {
        return new HttpAnswer(status, headers, body.getBytes(UTF_8));
    }

    HttpAnswer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /** The status line, the headers, the length of the body and the empty line. */
    byte[] head() {
        return head(status, with("Content-Length", String.valueOf(body.length)).headers());
    }

    static byte[] head(int status, Map<String, String> headers) {
        var head = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, REASONS.getOrDefault(status, "Status")));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }
}
