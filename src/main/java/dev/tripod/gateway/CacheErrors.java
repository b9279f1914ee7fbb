package dev.tripod.gateway;

/** Errors in the form of the cache API, for failures that others notice on its paths. */
public final class CacheErrors {
    public static final String MEDIA_TYPE = "application/json";

    private CacheErrors() {}

    /** The body of an error. */
    public static byte[] json(String detail) {
        return ReplyWriter.error("ERR " + detail);
    }
}
