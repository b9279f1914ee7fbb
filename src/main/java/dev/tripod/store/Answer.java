package dev.tripod.store;

import dev.tripod.upstash.Reply;
import java.util.List;
import java.util.Optional;

/** Reads replies of one known shape; any other means that the store speaks another dialect. */
final class Answer {
    private Answer() {}

    /** The reply itself, unless it is a failure. */
    static Reply accepted(Reply reply) {
        if (reply instanceof Reply.Failure failure) {
            throw new StoreException(reason(failure), failure.text());
        }
        return reply;
    }

    private static StoreException.Reason reason(Reply.Failure failure) {
        if (failure.text().startsWith(KeyValueStore.FULL)) {
            return StoreException.Reason.FULL;
        }
        return Permissions.isRefused(failure) ? StoreException.Reason.READ_ONLY : StoreException.Reason.REFUSED;
    }

    static Optional<byte[]> bytes(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return Optional.of(bulk.bytes());
        }
        if (reply instanceof Reply.Nil) {
            return Optional.empty();
        }
        throw unexpected(reply);
    }

    static List<Optional<byte[]>> list(Reply reply) {
        if (reply instanceof Reply.Array array) {
            return array.items().stream().map(Answer::bytes).toList();
        }
        throw unexpected(reply);
    }

    static long number(Reply reply) {
        if (reply instanceof Reply.Int number) {
            return number.value();
        }
        throw unexpected(reply);
    }

    static boolean any(Reply reply) {
        return number(reply) > 0;
    }

    /** Whether a conditional write took place. */
    static boolean done(Reply reply) {
        if (reply instanceof Reply.Status) {
            return true;
        }
        if (reply instanceof Reply.Nil) {
            return false;
        }
        throw unexpected(reply);
    }

    private static StoreException unexpected(Reply reply) {
        return new StoreException(
                StoreException.Reason.REFUSED,
                "The store answered with " + reply.getClass().getSimpleName());
    }
}
