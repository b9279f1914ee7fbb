package dev.tripod.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Somebody in a room, as the others see it.
 *
 * @param state what the participant says of itself, a JSON object
 * @param unreachable whether this instance hears nothing of the one that the participant is on
 */
public record Participant(
        ParticipantId id,
        String name,
        Role role,
        JsonNode state,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unreachable) {
    Participant(ParticipantId id, String name, Role role, JsonNode state) {
        this(id, name, role, state, false);
    }

    Participant reachable(boolean now) {
        return new Participant(id, name, role, state, !now);
    }
}
