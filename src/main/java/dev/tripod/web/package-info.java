/**
 * HTTP plumbing around the features: the JAX-RS application, filters, headers, errors as problem documents.
 * Imports features; no feature imports it.
 */
@NullMarked
package dev.tripod.web;

import org.jspecify.annotations.NullMarked;
