package dev.tripod.upstash;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The form of a command with arguments that are not UTF-8: the last of them is the body, what stands before it the path,
 * and pairs that follow it the query, as in {@code POST /set/key?PX=1000}. A single word after it, such as {@code NX},
 * is an argument by its bare name, which the service does not document.
 */
final class RawForm {
    private static final String UNRESERVED = "-_.~";
    private static final String HEX = "0123456789ABCDEF";

    private RawForm() {}

    static Encoded of(Command command) {
        var words = command.words();
        var place = words.size() - 1;
        while (Encoded.isText(words.get(place))) {
            place--;
        }
        var before = words.subList(0, place);
        var after = words.subList(place + 1, words.size());
        if (place == 0 || words.stream().anyMatch(word -> word.length == 0)) {
            throw new IllegalArgumentException(
                    command + " can carry arguments that are not UTF-8 only where it has no empty ones");
        }
        return new Encoded(path(before) + query(after), words.get(place), false, 1);
    }

    private static String path(List<byte[]> words) {
        var path = new StringBuilder();
        for (var word : words) {
            path.append('/').append(percentEncoded(word));
        }
        return path.toString();
    }

    private static String query(List<byte[]> words) {
        var query = new StringBuilder();
        var place = 0;
        while (place < words.size()) {
            var word = words.get(place);
            if (new String(word, StandardCharsets.UTF_8).equals("_token")) {
                throw new IllegalArgumentException("A word named _token would be taken for the caller's token");
            }
            query.append(place == 0 ? '?' : '&').append(percentEncoded(word));
            place++;
            if (!isFlag(word) && place < words.size()) {
                query.append('=').append(percentEncoded(words.get(place)));
                place++;
            }
        }
        return query.toString();
    }

    private static boolean isFlag(byte[] word) {
        return switch (new String(word, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT)) {
            case "NX", "XX", "GET", "KEEPTTL" -> true;
            default -> false;
        };
    }

    static String percentEncoded(byte[] word) {
        var text = new StringBuilder(word.length);
        for (var next : word) {
            if (isUnreserved(next)) {
                text.append((char) next);
            } else {
                text.append('%').append(HEX.charAt(next >> 4 & 15)).append(HEX.charAt(next & 15));
            }
        }
        return text.toString();
    }

    private static boolean isUnreserved(byte next) {
        return (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || (next >= '0' && next <= '9')
                || UNRESERVED.indexOf(next) >= 0;
    }
}
