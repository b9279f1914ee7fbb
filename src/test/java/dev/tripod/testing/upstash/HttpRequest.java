package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as it was read: still encoded target, headers by name in any case, whole body. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {
    /** A part of the query; without a value it is a bare name. */
    record Parameter(byte[] name, Optional<byte[]> value) {
        boolean is(String text) {
            return new String(name, UTF_8).equals(text);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Still percent-encoded, without the query. */
    String path() {
        return target.split("\\?", 2)[0];
    }

    /** The decoded parts of the path; an empty part can't be written. */
    List<byte[]> segments() {
        return Arrays.stream(path().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> decode(segment, false))
                .toList();
    }

    /** The first part of the path, empty for the root. */
    String root() {
        var segments = segments();
        return segments.isEmpty() ? "" : new String(segments.get(0), UTF_8);
    }

    List<Parameter> query() {
        var parts = target.split("\\?", 2);
        var parameters = new ArrayList<Parameter>();
        for (var part : parts.length == 1 ? new String[0] : parts[1].split("&", -1)) {
            if (!part.isEmpty()) {
                var pair = part.split("=", 2);
                var value = pair.length == 1 ? Optional.<byte[]>empty() : Optional.of(decode(pair[1], true));
                parameters.add(new Parameter(decode(pair[0], true), value));
            }
        }
        return parameters;
    }

    boolean wantsEvents() {
        return header("Accept").orElse("").contains("text/event-stream");
    }

    private static byte[] decode(String text, boolean plusIsSpace) {
        var raw = text.getBytes(ISO_8859_1);
        var decoded = new ByteArrayOutputStream(raw.length);
        for (var i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
                decoded.write((hex(raw[i + 1]) << 4) | hex(raw[i + 2]));
                i += 2;
            } else {
                decoded.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
