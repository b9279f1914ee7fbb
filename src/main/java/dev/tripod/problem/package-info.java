/**
 * The error vocabulary: every way in which a request can fail, with its status and stable name. Throw {@link
 * dev.tripod.problem.ProblemException}; {@code web} turns it into an RFC 9457 answer. Imports nothing of ours.
 */
@NullMarked
package dev.tripod.problem;

import org.jspecify.annotations.NullMarked;
