package dev.tripod.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** Tells everybody but the one whom it is about. */
    void tellOthers(@Nullable ParticipantId subject, RoomMessage message) {
        var frame = RoomCodec.encode(message);
        others(subject, feed -> feed.offer(Optional.empty(), frame));
    }

    /** Those who have a socket. */
    List<Presence> withFeeds() {
        return byId.values().stream().filter(presence -> presence.feed != null).toList();
    }

    /** Those who take what comes at once. */
    Set<Presence> welcomed() {
        return byId.values().stream().filter(Presence::isWelcomed).collect(Collectors.toUnmodifiableSet());
    }

    /** What everybody receives but the one whom it is about. */
    void others(@Nullable ParticipantId subject, Consumer<Feed> receive) {
        others(subject, presence -> true, receive);
    }

    /** The same for some of them. */
    void others(@Nullable ParticipantId subject, Predicate<Presence> who, Consumer<Feed> receive) {
        for (var presence : byId.values()) {
            if (presence.feed != null && !presence.id().equals(subject) && who.test(presence)) {
                receive.accept(presence.feed);
            }
        }
    }
}
