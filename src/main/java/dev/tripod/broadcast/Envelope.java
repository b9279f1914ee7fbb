package dev.tripod.broadcast;

import java.util.Optional;

/**
 * A message on its way between servers.
 *
 * @param origin the server that sent it
 * @param position its place in the topic's log; empty for a message that was only published
 * @param payload JSON text
 */
public record Envelope(Topic topic, String origin, Optional<Position> position, String payload) {}
