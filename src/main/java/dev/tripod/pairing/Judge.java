package dev.tripod.pairing;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who alone decides whether a pairing is claimed, from its making on, so that no partition can claim it twice: the
 * store that all instances share (this instance's memory, where none is configured), or the instance that made the
 * pairing while that store was away.
 */
enum Judge {
    @JsonProperty("shared")
    SHARED,
    @JsonProperty("local")
    LOCAL
}
