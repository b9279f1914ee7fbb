/**
 * The dialect of Redis commands, and the client that speaks it to Upstash over HTTP. Knows HTTP and Redis words only; it
 * needs no Jakarta API.
 */
@NullMarked
package dev.tripod.upstash;

import org.jspecify.annotations.NullMarked;
