package dev.tripod.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The writers of the logs that are written to from here now, one for each topic. Thread-safe. */
final class LogWriters implements LogWriter.Target {
    private final SharedLog log;
    private final SharedStream stream;
    private final SharedTopics topics;
    private final Delays delays;
    private final Supplier<List<String>> along;
    /** Each is made, used and dropped in atomic steps of the map. */
    private final Map<Topic, LogWriter> writers = new ConcurrentHashMap<>();

    /**
     * Without any writers.
     *
     * @param along what goes along with a request that is made anyway
     */
    LogWriters(SharedLog log, SharedStream stream, SharedTopics topics, Delays delays, Supplier<List<String>> along) {
        this.log = log;
        this.stream = stream;
        this.topics = topics;
        this.delays = delays;
        this.along = along;
    }

    /** Appends an entry after all that were appended here before; see {@link Broadcaster#append}. */
    CompletableFuture<Position> append(Topic topic, Supplier<EnvelopeCodec.Content> entry) {
        var appended = new ArrayList<CompletableFuture<Position>>();
        writers.compute(topic, (name, known) -> {
            var writer = known == null ? new LogWriter(topic, this, delays) : known;
            appended.add(writer.append(entry.get()));
            return writer;
        });
        var mine = appended.get(0);
        var unused = mine.whenComplete((position, failure) ->
                writers.computeIfPresent(topic, (name, writer) -> writer.isIdle() ? null : writer));
        return mine;
    }

    @Override
    public CompletableFuture<List<Position>> append(Topic topic, List<EnvelopeCodec.Content> entries) {
        var live = stream.live();
        return stream.echoOf(() -> log.append(topic, entries, along.get())).thenApply(positions -> {
            for (var i = 0; i < entries.size(); i++) {
                topics.placed(entries.get(i).at(Optional.of(positions.get(i))), live);
            }
            return positions;
        });
    }

    @Override
    public CompletableFuture<Map<String, Position>> places(Topic topic) {
        return log.places(topic);
    }

    @Override
    public void late(EnvelopeCodec.Content entry) {
        topics.deliver(entry.at(Optional.empty()));
    }

    @Override
    public void found(EnvelopeCodec.Content entry, Position position) {
        topics.placed(entry.at(Optional.of(position)), false);
    }
}
