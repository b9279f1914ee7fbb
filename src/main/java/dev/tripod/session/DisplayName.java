package dev.tripod.session;

import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a name that people gave themselves or a room fit to be shown and logged: one line of at most 64 characters
 * without control characters and without marks that turn the direction of text.
 */
public final class DisplayName {
    /** In UTF-16 units, so that no way of counting finds more. */
    public static final int MAX_LENGTH = 64;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** Nothing beyond it could still become part of a name. */
    private static final int READ_AT_MOST = 4096;

    private DisplayName() {}

    /** The name as it may be shown; empty when nothing of it is left. */
    public static Optional<String> clean(@Nullable String raw) {
        if (raw == null) {
            return Optional.empty();
        }
        var text = raw.substring(0, Math.min(raw.length(), READ_AT_MOST));
        var shown = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(point -> append(shown, point));
        var name = cut(shown.toString().strip());
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static void append(StringBuilder shown, int point) {
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != ' ') {
                shown.append(' ');
            }
        } else if (visible(point)) {
            shown.appendCodePoint(point);
        }
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            case Character.FORMAT -> point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER; // emoji, Persian
            default -> true;
        };
    }

    private static String cut(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        var splitsPair = Character.isHighSurrogate(name.charAt(MAX_LENGTH - 1));
        return name.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH).strip();
    }
}
