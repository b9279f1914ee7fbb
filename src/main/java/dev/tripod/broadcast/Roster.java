package dev.tripod.broadcast;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Who is at a topic, and on which server: each server writes down its own members, and all read all. Clearing up after a
 * server that is gone can so never take away somebody who has moved. Futures fail with {@link
 * dev.tripod.store.StoreException}. Safe for use by many threads.
 */
public interface Roster {
    /**
     * One line of it.
     *
     * @param origin the server that the member is on
     * @param value what that server says of the member, JSON text
     */
    record Line(String member, String origin, String value) {}

    /** Writes down a member on this server, in the place of what was said before. */
    CompletableFuture<Void> put(Topic topic, String member, String value);

    /** Strikes out members of a server. */
    CompletableFuture<Void> remove(Topic topic, List<String> members, String origin);

    /** All lines, also of servers that are gone. */
    CompletableFuture<List<Line>> read(Topic topic);

    /** Keeps the roster of a topic, and its log, for a day more. Needed with a topic's first member on this server. */
    CompletableFuture<Void> refresh(Topic topic);
}
