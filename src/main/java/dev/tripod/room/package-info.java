/**
 * Shared spaces: who may join, who is present, and the WebSocket protocol between them. Way in: {@link
 * dev.tripod.room.RoomService} and the endpoint {@code /ws/rooms/{id}}.
 */
@NullMarked
package dev.tripod.room;

import org.jspecify.annotations.NullMarked;
