package dev.tripod.store;

import dev.tripod.upstash.Reply;

/** What a command's name stands for: how many words it takes, its name among them, and what it does. */
record Verb(int least, int most, Action action) {
    /** Runs a command whose number of words fits. A refusal is a {@link RefusedException}. */
    @FunctionalInterface
    interface Action {
        Reply run(Keyspace keys, Arguments words);
    }

    static Verb exactly(int words, Action action) {
        return new Verb(words, words, action);
    }

    static Verb atLeast(int words, Action action) {
        return new Verb(words, Integer.MAX_VALUE, action);
    }

    boolean takes(int words) {
        return words >= least && words <= most;
    }
}
