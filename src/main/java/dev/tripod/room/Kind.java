package dev.tripod.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a message travels: kept in order, delivered to one or said why not, or at best effort. */
enum Kind {
    @JsonProperty("log")
    LOG,
    @JsonProperty("signal")
    SIGNAL,
    @JsonProperty("ephemeral")
    EPHEMERAL
}
