package dev.tripod.room;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Grants of a room that have ended lately. Their participants never come back, since a new grant makes a new participant:
 * news of them that arrives late, or a socket that was opened before, is too late. Guarded by the room.
 */
final class Revocations {
    /** Four times as many as a room has grants; older ones have long been heard of everywhere. */
    private static final int MOST = 4 * RoomService.MAX_GRANTS;

    /** With the code for a socket of theirs. */
    private final Map<ParticipantId, Integer> codes = new LinkedHashMap<>();

    void add(RoomEvent.Revoked ended) {
        codes.put(ended.participant(), ended.code());
        if (codes.size() > MOST) {
            var oldest = codes.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean contains(ParticipantId participant) {
        return codes.containsKey(participant);
    }

    /** The code with which to close a socket of this participant, if its grant has ended. */
    Optional<Integer> codeFor(ParticipantId participant) {
        return Optional.ofNullable(codes.get(participant));
    }
}
