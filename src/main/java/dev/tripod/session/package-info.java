/**
 * Signed-in browsers and phones: the cookie, the record behind it and its life. Way in: {@link
 * dev.tripod.session.SessionService} and, during a request, {@link dev.tripod.session.CurrentSession}.
 */
@NullMarked
package dev.tripod.session;

import org.jspecify.annotations.NullMarked;
