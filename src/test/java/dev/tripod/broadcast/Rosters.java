package dev.tripod.broadcast;

/** Makes rosters for tests of other packages. */
public final class Rosters {
    private Rosters() {}

    /** Nobody is elsewhere. */
    public static Roster none() {
        return new LocalRoster();
    }
}
