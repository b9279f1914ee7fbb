package dev.tripod.gateway;

/** Errors in the form of the cache API, for failures that others notice on its paths. */
public final class CacheErrors {
    public static final String MEDIA_TYPE = "application/json";

    private static final int METHOD_NOT_ALLOWED = 405;

    private CacheErrors() {}

    /** The body of an error; a method that is not allowed gets none. */
    public static byte[] body(int status, String detail) {
        return status == METHOD_NOT_ALLOWED ? new byte[0] : ReplyWriter.error("ERR " + detail);
    }
}
