package dev.tripod.session;

import java.security.SecureRandom;
import java.util.Base64;

/** The one source of ids and secrets: unpredictable, uniform, in characters that need no escaping anywhere. */
public final class RandomIds {
    /** Shared by all threads; {@link SecureRandom} synchronizes itself. */
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private RandomIds() {}

    /** So many random bytes as base64url: 12 bytes give 16 characters, 16 bytes 22, 32 bytes 43. */
    public static String base64url(int bytes) {
        return BASE64URL.encodeToString(bytes(bytes));
    }

    /** So many random bytes. */
    public static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
