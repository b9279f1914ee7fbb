package dev.tripod.room;

import dev.tripod.broadcast.Topic;
import java.util.concurrent.CompletableFuture;

/** How an instance tells the others what happens in a room. Thread-safe. */
record RoomChannel(Topic topic, RoomParts parts) {
    CompletableFuture<Void> publish(RoomEvent event) {
        parts.instances().spoke();
        return parts.broadcaster().publish(topic, RoomCodec.encode(event));
    }

    /** The same for what somebody waits for. */
    CompletableFuture<Void> publishNow(RoomEvent event) {
        parts.instances().spoke();
        return parts.broadcaster().publishNow(topic, RoomCodec.encode(event));
    }
}
