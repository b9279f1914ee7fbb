package dev.tripod.store;

/** A command was refused; the message is the text of its {@link dev.tripod.upstash.Reply.Failure}. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";

    RefusedException(String text) {
        super(text, null, false, false);
    }

    static RefusedException syntax() {
        return new RefusedException("ERR syntax error");
    }

    static RefusedException wrongType() {
        return new RefusedException("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    static RefusedException arity(String command) {
        return new RefusedException("ERR wrong number of arguments for '" + command + "' command");
    }

    static RefusedException unavailable(String command) {
        return new RefusedException("ERR Command is not available: '" + command
                + "'. See https://upstash.com/docs/redis/overall/rediscompatibility for details");
    }

    static RefusedException expireTime(String command) {
        return new RefusedException("ERR invalid expire time in '" + command + "' command");
    }

    static RefusedException full() {
        return new RefusedException(KeyValueStore.FULL);
    }
}
