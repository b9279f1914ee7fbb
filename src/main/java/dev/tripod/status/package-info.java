/**
 * Health and figures: {@code /health/live}, {@code /health/ready}, {@code /api/status} and {@code /metrics}. Reads the counts
 * that the packages below keep; it alone knows how they are shown. Looking at them costs no command.
 */
@NullMarked
package dev.tripod.status;

import org.jspecify.annotations.NullMarked;
