/**
 * The cache API: the store's commands over HTTP, in the dialect of Upstash's REST service, on whatever store this
 * instance has. Ways in: {@link dev.tripod.gateway.CacheResource}, and {@link dev.tripod.gateway.SubscribeFilter} for
 * streams of events.
 *
 * <p>{@code RequestReader} finds the commands in a request, {@code CommandTable} knows which there are and where their
 * keys stand, {@code OwnKeys} keeps callers among keys of their own, {@code CacheApi} runs them, {@code ReplyWriter} writes
 * what came of it. Errors have the service's texts and statuses; none of them is a problem document.
 */
@NullMarked
package dev.tripod.gateway;

import org.jspecify.annotations.NullMarked;
