/**
 * The key-value port and its local adapter: bytes by key with a lifetime, in the dialect of Redis commands. Way
 * in: {@link dev.tripod.store.KeyValueStore}. The local store finds each command's {@code Verb} by name in
 * {@code Verbs}; the verbs stand in groups ({@code StringCommands}, {@code HashCommands}, ...) and work on the
 * {@code Keyspace}, which looks after ends and memory.
 */
@NullMarked
package dev.tripod.store;

import org.jspecify.annotations.NullMarked;
