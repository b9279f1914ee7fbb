/**
 * The main class of the uber-jar: sets the port and UTF-8 output, then hands over to Payara Micro. Imports
 * nothing of ours, since it runs outside the WAR.
 */
@NullMarked
package dev.tripod.launch;

import org.jspecify.annotations.NullMarked;
