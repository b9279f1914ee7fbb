/** What comes from outside in forms that nobody thought of: requests, frames and the service's answers. */
package dev.tripod.fuzz;
