package dev.tripod.gateway;

import java.util.Locale;

/** A request is refused as a whole, with status 400; the message is the text of its error. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }

    static String unavailable(String name) {
        return "ERR Command is not available: '" + name
                + "'. See https://upstash.com/docs/redis/overall/rediscompatibility for details";
    }

    static String notOverRest(String name) {
        return "ERR Command \"" + name + "\" is not allowed in REST or it has a special context path";
    }

    static String forbidden(String name) {
        return "NOPERM this user has no permissions to run the '" + name.toLowerCase(Locale.ROOT)
                + "' command or its subcommand";
    }

    static String arity(String name) {
        return "ERR wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command";
    }

    static String size(String what, long limit, long actual) {
        return "ERR max " + what + " size exceeded. Limit: " + limit + " bytes, Actual: " + actual + " bytes";
    }
}
