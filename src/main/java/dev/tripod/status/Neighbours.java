package dev.tripod.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Topic;
import dev.tripod.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What instances tell each other about themselves. It goes along with messages that are sent anyway, pings among them,
 * so that it costs no command; an instance with nobody on it tells nothing and hears nothing. Thread-safe.
 */
@Singleton
final class Neighbours implements Broadcaster.Aside, Instances.Listener {
    private static final Topic TOPIC = new Topic("figures");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final int MOST = 200;
    /** Silence of so many pings, and an instance that has nobody any more, or is gone, is no longer listed. */
    private static final int PINGS = 3;

    private final InstanceFigures own;
    private final Broadcaster broadcaster;
    private final Instances instances;
    private final Settings.Rooms rhythm;
    private final InstantSource clock;
    /** By origin; put by whoever hears, removed by whoever lists. */
    private final Map<String, Neighbour> heard = new ConcurrentHashMap<>();

    /**
     * Another instance.
     *
     * @param name the beginning of its random one
     * @param at when it was heard
     * @param gone whether it is known to run no more
     */
    record Neighbour(String name, InstanceFigures.Told told, Instant at, boolean gone) {}

    @Inject
    Neighbours(
            InstanceFigures own, Broadcaster broadcaster, Instances instances, Settings settings, InstantSource clock) {
        this.own = own;
        this.broadcaster = broadcaster;
        this.instances = instances;
        this.rhythm = settings.rooms();
        this.clock = clock;
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object application) {
        broadcaster.tell(this);
        instances.listen(this);
    }

    /** What this instance is called in lists. */
    String self() {
        return name(broadcaster.origin());
    }

    private static String name(String origin) {
        return origin.substring(0, Math.min(8, origin.length()));
    }

    @Override
    public Topic topic() {
        return TOPIC;
    }

    @Override
    public Duration every() {
        return rhythm.pingActive();
    }

    @Override
    public String words() {
        try {
            return MAPPER.writeValueAsString(own.told());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void heard(Envelope envelope) {
        var origin = envelope.origin();
        if (origin.equals(broadcaster.origin()) || (heard.size() >= MOST && !heard.containsKey(origin))) {
            return;
        }
        try {
            var told = MAPPER.readValue(envelope.payload(), InstanceFigures.Told.class);
            heard.put(origin, new Neighbour(name(origin), told, clock.instant(), false));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No figures of an instance");
        }
    }

    /** Those that were heard lately and are not known to be gone. */
    List<Neighbour> listed() {
        var oldest = clock.instant().minus(rhythm.pingIdle().multipliedBy(PINGS));
        return heard.values().stream()
                .filter(one -> !one.gone() && !one.at().isBefore(oldest))
                .toList();
    }

    /** All that were heard since then, those that are gone among them. */
    List<Neighbour> since(Instant moment) {
        heard.values().removeIf(one -> one.at().isBefore(moment));
        return List.copyOf(heard.values());
    }

    @Override
    public void gone(String origin, Instances.Fate fate) {
        heard.computeIfPresent(origin, (name, one) -> new Neighbour(one.name(), one.told(), one.at(), true));
    }

    /** Figures are no reason to ask whether an instance lives. */
    @Override
    public boolean concerns(String origin) {
        return false;
    }

    @Override
    public void thoughtGone() {}
}
