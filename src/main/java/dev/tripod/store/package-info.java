/**
 * The key-value port and its local adapter: bytes by key with a lifetime, in the dialect of Redis commands. Way
 * in: {@link dev.tripod.store.KeyValueStore}.
 */
@NullMarked
package dev.tripod.store;

import org.jspecify.annotations.NullMarked;
