package dev.tripod.cache;

import java.util.Base64;
import java.util.UUID;

/**
 * The name of an entry in the key-value store: a string as it is, everything else marked with its type, so that the
 * string "1" and the number 1 have names of their own.
 */
final class KeyText {
    private static final String MARK = "~";

    private final JavaCodec codec;

    KeyText(JavaCodec codec) {
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
            return MARK + "b" + base64(encoded.bytes);
        }
        return MARK + "j" + base64(codec.encode(held));
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
            case 'b' -> new Encoded(Base64.getUrlDecoder().decode(rest));
            case 'j' -> codec.decode(Base64.getUrlDecoder().decode(rest));
            default -> throw new IllegalArgumentException("Not the name of an entry");
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
