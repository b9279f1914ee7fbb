/**
 * The whole product under load and troubles for minutes, with an oracle: {@link SoakIT} is the way in. A {@link World} of
 * two instances, {@link Crowd}, {@link Pairings} and {@link Rooms} that use it, {@link Chaos} that disturbs it, and a
 * {@link Ledger} of what happened and what should not have.
 */
package dev.tripod.soak;
