package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import dev.tripod.upstash.UpstashException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notices from replies that the token lets nobody write, and that it does again. Thread-safe. */
final class Permissions {
    private static final Set<String> READS =
            Set.of("GET", "PING", "PTTL", "TTL", "SCAN", "XRANGE", "XREVRANGE", "EXISTS", "HGETALL", "TYPE");

    private final InstantSource clock;
    private final Runnable changed;
    /** Written by whoever sees a reply under this object's monitor, read by anyone. */
    private volatile Optional<Instant> readOnlySince = Optional.empty();

    /** Calls back after each change, on the thread that noticed it. */
    Permissions(InstantSource clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    Optional<Instant> readOnlySince() {
        return readOnlySince;
    }

    void noticed(List<Command> commands, List<Reply> replies) {
        for (var i = 0; i < replies.size(); i++) {
            if (!READS.contains(commands.get(i).name())) {
                noticed(replies.get(i));
            }
        }
    }

    private void noticed(Reply reply) {
        if (isRefused(reply)) {
            become(readOnlySince.or(() -> Optional.of(clock.instant())));
        } else if (!(reply instanceof Reply.Failure)) {
            become(Optional.empty());
        }
    }

    private void become(Optional<Instant> since) {
        synchronized (this) {
            if (since.equals(readOnlySince)) {
                return;
            }
            readOnlySince = since;
        }
        changed.run();
    }

    static boolean isRefused(Reply reply) {
        return reply instanceof Reply.Failure failure
                && UpstashException.kindOf(failure.text()) == UpstashException.Kind.PERMISSION;
    }
}
