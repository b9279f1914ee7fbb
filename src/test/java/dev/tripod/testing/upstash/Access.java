package dev.tripod.testing.upstash;

/** What a token allows. */
enum Access {
    STANDARD,
    READ_ONLY
}
