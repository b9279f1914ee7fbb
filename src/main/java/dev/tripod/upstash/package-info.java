/**
 * The dialect of Redis commands, and the client that speaks it to Upstash over HTTP. Knows HTTP and Redis words only; it
 * needs no Jakarta API. Way in: {@link dev.tripod.upstash.UpstashClient}.
 *
 * <p>A {@code Call} is what one caller asks for. It waits in its caller's line ({@code Lines}), travels in a {@code Batch}
 * with others ({@code Traffic}), as {@code Encoded} bytes over {@code Transport}; {@code Answers} and {@code ReplyReader}
 * judge what comes back, {@code Health} and {@code CircuitBreaker} remember how it went. {@code UpstashSubscription} hears
 * what is published.
 */
@NullMarked
package dev.tripod.upstash;

import org.jspecify.annotations.NullMarked;
