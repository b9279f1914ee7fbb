package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import java.util.List;
import java.util.Optional;

/**
 * What somebody who comes is told of the log.
 *
 * @param recovered whether it came with a position after which nothing is missing
 * @param missed what the others have said since then
 * @param position from where these follow, or where the log is now
 * @param end the place of the last entry, which nothing that is told comes after
 */
record Resumption(boolean recovered, List<Envelope> missed, Position position, Position end) {
    /** For a receiver that has seen all up to a position, or nothing; its own messages it knows. */
    static Resumption of(Broadcaster.History history, Optional<Position> after, ParticipantId receiver) {
        var recovered = after.isPresent() && history.complete();
        var missed = recovered ? ofOthers(history, receiver) : List.<Envelope>of();
        var position = missed.isEmpty() ? history.end() : after.orElse(history.end());
        return new Resumption(recovered, missed, position, history.end());
    }

    private static List<Envelope> ofOthers(Broadcaster.History history, ParticipantId receiver) {
        return history.entries().stream()
                .filter(entry -> RoomCodec.event(entry.payload()) instanceof RoomEvent.Logged message
                        && !message.from().equals(receiver))
                .toList();
    }
}
