package dev.tripod.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What there is to know about this instance in a line. */
@Singleton
final class InstanceFigures {
    private static final double FEWEST_MINUTES = 10;

    private final ApplicationStart start;
    private final History history;
    private final CommandBudget budget;

    /**
     * As others hear it.
     *
     * @param startedAt milliseconds since 1970
     * @param today commands since midnight UTC
     * @param perHour commands in an hour, as of late
     */
    record Told(
            String version,
            long startedAt,
            int sessions,
            int pairings,
            int rooms,
            int participants,
            long today,
            double perHour) {}

    @Inject
    InstanceFigures(ApplicationStart start, History history, CommandBudget budget) {
        this.start = start;
        this.history = history;
        this.budget = budget;
    }

    /** As of the last look; called while rooms are locked, so it takes no lock of theirs. */
    Told told() {
        var samples = history.samples();
        var now = samples.get(samples.size() - 1);
        return new Told(
                Version.CURRENT,
                start.moment().toEpochMilli(),
                now.sessions(),
                now.pairings(),
                now.rooms(),
                now.participants(),
                budget.today(),
                perHour(samples.get(0), now));
    }

    /** Over the last hour, or since the start; what a start costs says little of the hours that follow. */
    private static double perHour(Sample first, Sample now) {
        var time = Duration.between(first.at(), now.at());
        var minutes = Math.max(FEWEST_MINUTES, time.toMillis() / 60_000.0);
        return (now.commands() - first.commands()) * 60 / minutes;
    }
}
