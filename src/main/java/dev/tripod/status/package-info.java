/**
 * Health and figures: {@code /health/live}, {@code /health/ready} and {@code /api/status}.
 */
@NullMarked
package dev.tripod.status;

import org.jspecify.annotations.NullMarked;
