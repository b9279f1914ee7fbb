package dev.tripod.pairing;

import dev.tripod.session.RandomIds;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The secret that one types: 8 characters of Crockford's base 32, which has no look-alikes, as {@code XXXX-XXXX}. */
public record PairingCode(String value) implements PairingSecret {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;
    private static final int LONGEST_TYPED = 64;
    private static final int SHOWN = 2;

    public PairingCode {
        if (!value.matches("[" + ALPHABET + "]{4}-[" + ALPHABET + "]{4}")) {
            throw new IllegalArgumentException("Not a pairing code");
        }
    }

    static PairingCode random() {
        var bytes = RandomIds.bytes(LENGTH);
        var characters = new StringBuilder();
        for (var random : bytes) {
            characters.append(ALPHABET.charAt(random & (ALPHABET.length() - 1)));
        }
        return of(characters.toString());
    }

    /** Reads what somebody typed: case, spaces and dashes don't matter, O is 0, I and L are 1. */
    static Optional<PairingCode> parse(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        var characters = typed.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(point -> !Character.isSpaceChar(point) && !Character.isWhitespace(point))
                .filter(point -> Character.getType(point) != Character.DASH_PUNCTUATION)
                .mapToObj(PairingCode::forgiven)
                .collect(Collectors.joining());
        return characters.matches("[" + ALPHABET + "]{" + LENGTH + "}")
                ? Optional.of(of(characters))
                : Optional.empty();
    }

    private static String forgiven(int point) {
        return switch (point) {
            case 'O' -> "0";
            case 'I', 'L' -> "1";
            default -> Character.toString(point);
        };
    }

    private static PairingCode of(String characters) {
        return new PairingCode(characters.substring(0, LENGTH / 2) + "-" + characters.substring(LENGTH / 2));
    }

    @Override
    public String digest() {
        return Digests.sha256(value);
    }

    @Override
    public String toString() {
        return value.substring(0, SHOWN) + "…";
    }
}
