/**
 * A server that speaks the Upstash Redis REST protocol in front of a real Redis 7, for tests and for trying things out
 * at home. Way in: {@link dev.tripod.testing.upstash.UpstashServer}. It shares no code with the product's client, so
 * that both can't be wrong in the same way.
 *
 * <p>A request's way: {@code HttpListener} accepts, {@code HttpConnection} reads, {@code Front} writes down,
 * {@code Exchange} applies the faults that are due, {@code RestService} authenticates and answers, {@code RequestParser} finds the commands,
 * {@code CommandRules} refuses what the service refuses, {@code Dialect} words them for Redis 7, {@code CommandRunner}
 * runs and bills them, {@code ReplyWriter} writes what came back.
 */
@NullMarked
package dev.tripod.testing.upstash;

import org.jspecify.annotations.NullMarked;
