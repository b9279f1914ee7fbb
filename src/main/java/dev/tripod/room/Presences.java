package dev.tripod.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who is in a room on this instance, in the order of their coming. Guarded by the room. */
final class Presences {
    private final Map<ParticipantId, Presence> byId = new LinkedHashMap<>();

    Optional<Presence> of(ParticipantId participant) {
        return Optional.ofNullable(byId.get(participant));
    }

    /** Whose connection it is; a participant has at most one. */
    Optional<Presence> of(Connection connection) {
        return byId.values().stream()
                .filter(presence -> presence.has(connection))
                .findFirst();
    }

    void put(Presence presence) {
        byId.put(presence.id(), presence);
    }

    void remove(Presence presence) {
        byId.remove(presence.id());
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** All of them, as they are now. */
    List<Presence> all() {
        return List.copyOf(byId.values());
    }

    List<Participant> participants() {
        return byId.values().stream().map(Presence::participant).toList();
    }

    /** Sends a frame to one, who may have gone. */
    void tell(ParticipantId participant, RoomMessage message) {
        of(participant).ifPresent(presence -> presence.tell(message));
    }

    /** What everybody receives but the one whom it is about. */
    void others(ParticipantId subject, Consumer<Feed> receive) {
        for (var presence : byId.values()) {
            if (presence.feed != null && !presence.id().equals(subject)) {
                receive.accept(presence.feed);
            }
        }
    }
}
