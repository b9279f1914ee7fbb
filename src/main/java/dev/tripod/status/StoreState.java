package dev.tripod.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where data is kept now. */
public enum StoreState {
    /** In the store that all instances share. */
    @JsonProperty("shared")
    SHARED,
    /** In this instance until the shared store is back. */
    @JsonProperty("degraded")
    DEGRADED,
    /** In this instance, since no shared store is configured. */
    @JsonProperty("local")
    LOCAL
}
