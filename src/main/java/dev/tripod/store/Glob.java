package dev.tripod.store;

/**
 * Patterns of names, as SCAN and PSUBSCRIBE have them: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a-z]} and a backslash before what is meant
 * literally. Takes at most pattern times text steps.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array is never changed
public record Glob(byte[] pattern) {
    /** Whether the whole text matches. On a mismatch the last star takes one byte more. */
    public boolean matches(byte[] text) {
        int at = 0;
        int place = 0;
        int afterStar = -1;
        int starPlace = 0;
        while (place < text.length) {
            if (at < pattern.length && pattern[at] == '*') {
                afterStar = ++at;
                starPlace = place;
            } else if (at < pattern.length && matchesOne(at, text[place])) {
                at = next(at);
                place++;
            } else if (afterStar >= 0) {
                at = afterStar;
                place = ++starPlace;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    private boolean escapes(int at) {
        return pattern[at] == '\\' && at + 1 < pattern.length;
    }

    private boolean matchesOne(int at, byte one) {
        return switch (pattern[at]) {
            case '?' -> true;
            case '[' -> isInClass(at, one);
            default -> pattern[escapes(at) ? at + 1 : at] == one;
        };
    }

    private int next(int at) {
        if (pattern[at] == '[') {
            return Math.min(closing(at) + 1, pattern.length);
        }
        return at + (escapes(at) ? 2 : 1);
    }

    private boolean negates(int at) {
        return at + 1 < pattern.length && pattern[at + 1] == '^';
    }

    /** Where the class that opens here closes; the pattern's end where it never does. */
    private int closing(int at) {
        var i = at + (negates(at) ? 2 : 1);
        while (i < pattern.length && pattern[i] != ']') {
            i += escapes(i) ? 2 : 1;
        }
        return Math.min(i, pattern.length);
    }

    private boolean isInClass(int at, byte one) {
        var end = closing(at);
        var found = false;
        for (var i = at + (negates(at) ? 2 : 1); i < end; i++) {
            if (escapes(i)) {
                found |= pattern[++i] == one;
            } else if (i + 2 < end && pattern[i + 1] == '-') {
                var low = Math.min(pattern[i] & 0xff, pattern[i + 2] & 0xff);
                var high = Math.max(pattern[i] & 0xff, pattern[i + 2] & 0xff);
                found |= low <= (one & 0xff) && (one & 0xff) <= high;
                i += 2;
            } else {
                found |= pattern[i] == one;
            }
        }
        return found != negates(at);
    }
}
