package dev.tripod.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tripod.broadcast.Broadcaster;
import java.util.Locale;

/** Whether this instance hears others. */
public enum Hearing {
    /** Nobody here needs to hear them, or there are none. */
    @JsonProperty("off")
    OFF,
    /** Their messages arrive. */
    @JsonProperty("live")
    LIVE,
    /** They do not arrive, though somebody here needs them. */
    @JsonProperty("deaf")
    DEAF;

    static Hearing of(Broadcaster broadcaster) {
        if (broadcaster.deafSince().isPresent()) {
            return DEAF;
        }
        return broadcaster.connected() ? LIVE : OFF;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
