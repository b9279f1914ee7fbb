package dev.tripod.status;

import dev.tripod.config.Settings;
import dev.tripod.store.Latencies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Puts together what the status page shows; asks nobody outside this instance. */
@Singleton
final class StatusReport {
    private static final int LATELY = 5;

    private final History history;
    private final CommandBudget budget;
    private final Neighbours neighbours;
    private final InstanceFigures own;
    private final Settings settings;
    private final InstantSource clock;

    /**
     * The last hour by minute, the present moment last.
     *
     * @param commands sent in each minute
     * @param latencyMs which nine of ten requests of a minute did not exceed; empty where there were none
     */
    public record Hour(
            List<Integer> sessions,
            List<Integer> pairings,
            List<Integer> rooms,
            List<Integer> participants,
            List<Long> commands,
            List<Optional<Long>> latencyMs) {}

    /** Commands since midnight UTC, and how many it will be at the next one. */
    public record Spent(long today, long forecast) {}

    /**
     * Commands against the budget of a day.
     *
     * @param here of this instance alone
     * @param all of this and the others that were heard today
     * @param heard how many others these are
     */
    public record Budget(int perDay, Instant resetsAt, Spent here, Spent all, int heard) {}

    /** What requests to the store took in the last minutes: half of them, nine of ten, and how many there were. */
    public record Latency(Optional<Long> halfMs, Optional<Long> mostMs, long requests) {}

    /**
     * An instance with somebody on it, or this one.
     *
     * @param heardMs how long ago it was heard; empty for this one
     */
    public record Instance(
            String name,
            boolean self,
            String version,
            long uptimeMs,
            Optional<Long> heardMs,
            int sessions,
            int rooms,
            int participants,
            long commandsToday) {}

    @Inject
    StatusReport(
            History history,
            CommandBudget budget,
            Neighbours neighbours,
            InstanceFigures own,
            Settings settings,
            InstantSource clock) {
        this.history = history;
        this.budget = budget;
        this.neighbours = neighbours;
        this.own = own;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks anew, so that what follows is of now. */
    void look() {
        history.tick();
    }

    Hour hour() {
        var all = history.samples();
        return new Hour(
                lastOf(all, Sample::sessions),
                lastOf(all, Sample::pairings),
                lastOf(all, Sample::rooms),
                lastOf(all, Sample::participants),
                between(all, (earlier, later) -> later.commands() - earlier.commands()),
                between(all, (earlier, later) -> later.latenciesSince(earlier).flatMap(StatusReport::most)));
    }

    private static <T> List<T> lastOf(List<Sample> all, Function<Sample, T> figure) {
        return last(all.stream().map(figure).toList());
    }

    private static <T> List<T> between(List<Sample> all, BiFunction<Sample, Sample, T> figure) {
        return last(IntStream.range(1, all.size())
                .mapToObj(i -> figure.apply(all.get(i - 1), all.get(i)))
                .toList());
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - History.POINTS), all.size());
    }

    Latency latency() {
        var all = history.samples();
        var then = all.get(Math.max(0, all.size() - 1 - LATELY));
        var lately = all.get(all.size() - 1).latenciesSince(then);
        return new Latency(
                lately.flatMap(some -> millis(some, 0.5)),
                lately.flatMap(StatusReport::most),
                lately.map(Latencies::count).orElse(0L));
    }

    private static Optional<Long> most(Latencies latencies) {
        return millis(latencies, 0.9);
    }

    private static Optional<Long> millis(Latencies latencies, double part) {
        return latencies.quantile(part).map(Duration::toMillis);
    }

    Budget budget() {
        var here = spent(own.told());
        var others = neighbours.since(budget.resetsAt().minus(Duration.ofDays(1)));
        var theirs = others.stream().map(this::spent).toList();
        var all = new Spent(
                here.today() + theirs.stream().mapToLong(Spent::today).sum(),
                here.forecast() + theirs.stream().mapToLong(Spent::forecast).sum());
        return new Budget(settings.storage().dailyCommands(), budget.resetsAt(), here, all, others.size());
    }

    private Spent spent(InstanceFigures.Told told) {
        return new Spent(told.today(), budget.forecast(told.today(), told.perHour()));
    }

    /** Of one that is gone there is no more to come. */
    private Spent spent(Neighbours.Neighbour other) {
        return other.gone() ? new Spent(other.told().today(), other.told().today()) : spent(other.told());
    }

    List<Instance> instances() {
        var all = new ArrayList<Instance>();
        all.add(instance(neighbours.self(), true, own.told(), Optional.empty()));
        neighbours.listed().stream()
                .sorted(Comparator.comparing(Neighbours.Neighbour::name))
                .map(other -> instance(other.name(), false, other.told(), Optional.of(age(other.at()))))
                .forEach(all::add);
        return all;
    }

    private long age(Instant moment) {
        return Duration.between(moment, clock.instant()).toMillis();
    }

    private Instance instance(String name, boolean self, InstanceFigures.Told told, Optional<Long> heard) {
        return new Instance(
                name,
                self,
                told.version(),
                age(Instant.ofEpochMilli(told.startedAt())),
                heard,
                told.sessions(),
                told.rooms(),
                told.participants(),
                told.today());
    }
}
