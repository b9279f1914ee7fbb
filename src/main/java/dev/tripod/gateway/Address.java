package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request's path below {@code /api/cache} and its query, decoded here: servers differ in what they make of pluses,
 * semicolons and bytes that are not UTF-8, and asking them for parameters would swallow a body of form type.
 *
 * @param segments the parts of the path; empty ones cannot be written
 */
record Address(List<byte[]> segments, List<Parameter> parameters) {
    private static final String ROOT = "/api/cache";
    private static final String TOKEN = "_token";

    /** A part of the query; without a value it is a bare name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Parameter(byte[] name, Optional<byte[]> value) {
        boolean isToken() {
            return new String(name, UTF_8).equals(TOKEN);
        }

        Stream<byte[]> words() {
            return Stream.concat(Stream.of(name), value.stream());
        }
    }

    /** Whether a request is for the cache API. */
    static boolean leadsHere(HttpServletRequest request) {
        var path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.startsWith(ROOT + "/");
    }

    static Address of(HttpServletRequest request) {
        var path = request.getRequestURI().split("\\?", 2)[0];
        var begin = path.indexOf(ROOT);
        if (begin < 0) {
            throw new RefusedException("ERR the path has to begin with " + ROOT + " as it stands here");
        }
        return of(path.substring(begin + ROOT.length()), Objects.requireNonNullElse(request.getQueryString(), ""));
    }

    private static Address of(String path, String query) {
        return new Address(
                parts(path, "/").map(part -> decode(part, false)).toList(),
                parts(query, "&").map(Address::parameter).toList());
    }

    private static Stream<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).filter(part -> !part.isEmpty());
    }

    private static Parameter parameter(String text) {
        var pair = text.split("=", 2);
        return new Parameter(
                decode(pair[0], true), pair.length == 1 ? Optional.empty() : Optional.of(decode(pair[1], true)));
    }

    /** The first part of the path, empty for the root. */
    String root() {
        return segments.isEmpty() ? "" : new String(segments.get(0), UTF_8);
    }

    /** The token in the query, which goes before the one in the header. */
    Optional<String> token() {
        return parameters.stream()
                .filter(Parameter::isToken)
                .findFirst()
                .map(parameter -> new String(parameter.value().orElseGet(() -> new byte[0]), UTF_8));
    }

    /** The query as words of a command. */
    List<byte[]> queryWords() {
        return parameters.stream()
                .filter(parameter -> !parameter.isToken())
                .flatMap(Parameter::words)
                .toList();
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
