package dev.tripod.store;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Whole numbers as the dialect writes them: decimal, 64 bits, no plus sign, no leading zeros. */
final class Integers {
    private static final Pattern FORM = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private Integers() {}

    static OptionalLong parse(byte[] bytes) {
        if (bytes.length > 20) {
            return OptionalLong.empty();
        }
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!FORM.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // nineteen digits, but more than 64 bits
        }
    }

    static byte[] write(long number) {
        return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The sum, refused where it does not fit 64 bits. */
    static long add(long number, long increment) {
        try {
            return Math.addExact(number, increment);
        } catch (ArithmeticException e) {
            throw new RefusedException("ERR increment or decrement would overflow");
        }
    }
}
