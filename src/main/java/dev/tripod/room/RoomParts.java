package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Roster;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all live rooms of this instance share.
 *
 * @param threads runs what a socket calls back, which may be in a thread that holds the socket's own lock
 */
record RoomParts(
        Broadcaster broadcaster,
        Roster roster,
        Instances instances,
        RoomCounts counts,
        InstantSource clock,
        Executor threads) {}
