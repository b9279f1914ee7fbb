/**
 * Messages between servers: fire-and-forget topics and ordered, resumable logs. Way in: {@link
 * dev.tripod.broadcast.Broadcaster}; on one instance its local adapter delivers in this process.
 */
@NullMarked
package dev.tripod.broadcast;

import org.jspecify.annotations.NullMarked;
