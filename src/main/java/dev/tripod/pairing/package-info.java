/**
 * Two minutes to join a phone to a desktop: tokens, codes, the QR and the claim. Way in: {@code POST
 * /api/pairings}.
 */
@NullMarked
package dev.tripod.pairing;

import org.jspecify.annotations.NullMarked;
