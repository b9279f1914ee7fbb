package dev.tripod.cache;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The name of an entry in the key-value store: a string as it is, everything else marked with its type, so that the
 * string "1" and the number 1 have names of their own.
 */
final class KeyText {
    private static final String MARK = "~";

    private final Codec<Object> codec;

    /** Writes types that have no form of their own here by a codec whose bytes are text. */
    KeyText(Codec<Object> codec) {
        this.codec = codec;
    }

    /** The name of a key in the form that is held. */
    String write(Object held) {
        if (held instanceof String text) {
            return text.startsWith(MARK) ? MARK + text : text;
        }
        if (held instanceof Long number) {
            return MARK + "l" + number;
        }
        if (held instanceof Integer number) {
            return MARK + "i" + number;
        }
        if (held instanceof UUID id) {
            return MARK + "u" + id;
        }
        if (held instanceof Encoded encoded) {
            return MARK + "b" + text(encoded.bytes);
        }
        return MARK + "j" + text(codec.encode(held));
    }

    /** The key that has this name, in the form that is held. */
    Object read(String name) {
        if (!name.startsWith(MARK)) {
            return name;
        }
        var rest = name.substring(Math.min(2, name.length()));
        return switch (name.length() > 1 ? name.charAt(1) : ' ') {
            case '~' -> name.substring(1);
            case 'l' -> Long.valueOf(rest);
            case 'i' -> Integer.valueOf(rest);
            case 'u' -> UUID.fromString(rest);
            case 'b' -> new Encoded(rest.getBytes(StandardCharsets.UTF_8));
            case 'j' -> codec.decode(rest.getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("Not the name of an entry");
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
