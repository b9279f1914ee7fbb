/**
 * Messages between servers: fire-and-forget topics and ordered, resumable logs. Way in: {@link
 * dev.tripod.broadcast.Broadcaster}; on one instance its local adapter delivers in this process. {@link
 * dev.tripod.broadcast.Channels} are for callers from outside.
 */
@NullMarked
package dev.tripod.broadcast;

import org.jspecify.annotations.NullMarked;
