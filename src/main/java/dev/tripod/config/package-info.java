/**
 * Settings, read once at start from system properties, the environment and {@code .env}. Way in: {@link
 * dev.tripod.config.Settings}. Imports nothing of ours.
 */
@NullMarked
package dev.tripod.config;

import org.jspecify.annotations.NullMarked;
