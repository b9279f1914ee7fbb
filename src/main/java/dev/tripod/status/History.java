package dev.tripod.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last hour of this instance, by minute, in its memory. Thread-safe. */
@Singleton
final class History {
    /** As many moments as a chart shows, the present one among them. */
    static final int POINTS = 60;

    private static final Duration STEP = Duration.ofMinutes(1);

    private final Sampler sampler;
    /** As many as give an hour between them, since what happened in a minute is seen from both its ends. Guarded by this. */
    private final Deque<Sample> past = new ArrayDeque<>();
    /** The newest look; guarded by this. */
    private Sample latest;

    @Inject
    History(Sampler sampler) {
        this.sampler = sampler;
        this.latest = sampler.sample();
        past.add(latest);
    }

    /** Looks how things stand, and keeps what is due; of a time when nobody looked all minutes are alike. */
    void tick() {
        keep(sampler.sample()); // before the lock, since it takes those of rooms
    }

    private synchronized void keep(Sample now) {
        latest = now;
        var next = past.getLast().at().plus(STEP);
        if (next.plus(STEP.multipliedBy(POINTS)).isBefore(now.at())) {
            next = now.at().minus(STEP.multipliedBy(POINTS));
        }
        for (; !next.isAfter(now.at()); next = next.plus(STEP)) {
            past.addLast(now.at(next));
            if (past.size() > POINTS + 1) {
                past.removeFirst();
            }
        }
    }

    /** The last hour, and the newest look at its end, which makes two at least. Takes no lock but this one. */
    synchronized List<Sample> samples() {
        var all = new ArrayList<>(past);
        all.add(latest);
        return all;
    }
}
