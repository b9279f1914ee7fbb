package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Somebody in a room, as the others see it.
 *
 * @param state what the participant says of itself, a JSON object
 */
public record Participant(ParticipantId id, String name, Role role, JsonNode state) {}
