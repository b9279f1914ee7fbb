package dev.tripod.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which other servers live, as far as their members matter here. A server with members says now and then that it lives,
 * unless it has said something else meanwhile. One that is silent too long, or is suspected, is asked; if it does not
 * answer it is gone. While nobody is on this server it neither listens nor speaks. Thread-safe.
 */
public final class Instances implements Broadcaster.Listener {
    private static final System.Logger LOG = System.getLogger(Instances.class.getName());
    private static final Topic TOPIC = new Topic("instances");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Silence of so many of its own intervals leads to a question, and then to the conclusion. */
    private static final double ASKED_AFTER = 1.4;

    private static final double GONE_AFTER = 2.1;
    private static final Duration SOON = Duration.ofSeconds(5);

    /** What became of a server. */
    public enum Fate {
        /** It said that it stops: its clients are about to come back elsewhere. */
        STOPPED,
        /** It does not answer. */
        SILENT
    }

    /** Is told of servers that are gone, on a thread where nothing may block. */
    public interface Listener {
        void gone(String origin, Fate fate);

        /** Whether members of that server matter to somebody here. */
        boolean concerns(String origin);

        /** Others took this server for gone: whoever is here has to be made known again. */
        void thoughtGone();
    }

    /**
     * What servers tell each other.
     *
     * @param is {@code ping}, {@code probe}, {@code gone} or {@code bye}
     * @param every milliseconds until the sender speaks again at the latest
     * @param whom the server that is meant, for a probe and for one that is gone
     */
    record News(String is, long every, @Nullable String whom) {}

    /** Another server: when it was heard, how often it speaks, whether it is being asked and since when it is. */
    private record Other(Instant heard, Duration every, boolean asking, Optional<Instant> asked) {
        Other(Instant heard, Duration every) {
            this(heard, every, false, Optional.empty());
        }

        Other asking(boolean now, Optional<Instant> since) {
            return new Other(heard, every, now, since);
        }
    }

    private final Broadcaster broadcaster;
    private final Duration active;
    private final Duration idle;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Map<String, Other> others = new HashMap<>();
    private Broadcaster.@Nullable Subscription listening;
    private Instant spoke;
    private Instant lively;
    private Instant echo = Instant.EPOCH;
    private Duration promised;

    /**
     * Watches over servers.
     *
     * @param active how often a server speaks in whose rooms something happens
     * @param idle the same for one where nothing does
     */
    public Instances(Broadcaster broadcaster, Duration active, Duration idle, InstantSource clock) {
        this.broadcaster = broadcaster;
        this.active = active;
        this.idle = idle;
        this.clock = clock;
        this.spoke = clock.instant();
        this.lively = spoke;
        this.promised = active;
    }

    /** The name of this server. */
    public String self() {
        return broadcaster.origin();
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Whether somebody is on this server. */
    public synchronized void occupied(boolean somebody) {
        if (somebody && listening == null) {
            spoke = clock.instant();
            lively = spoke;
            promised = active;
            listening = broadcaster.subscribe(TOPIC, this);
        } else if (!somebody && listening != null) {
            listening.close();
            listening = null;
            others.clear();
        }
    }

    /** This server has sent something that members elsewhere heard. */
    public synchronized void spoke() {
        spoke = clock.instant();
        lively = spoke;
    }

    /** Something came from another server, which so lives. */
    public synchronized void heard(String origin) {
        lively = clock.instant();
        heard(origin, Optional.empty());
    }

    private void heard(String origin, Optional<Duration> every) {
        if (!origin.equals(self())) {
            var known = others.get(origin);
            var interval = every.orElse(known == null ? active : known.every());
            others.put(origin, new Other(clock.instant(), interval));
        }
    }

    /** Somebody here depends on a server; one of which nothing was heard yet is asked soon, if it goes on like that. */
    public synchronized void dependOn(String origin) {
        if (!origin.equals(self())) {
            var silentSoon = (long) (active.toMillis() * ASKED_AFTER)
                    - shorter(active, SOON).toMillis();
            others.putIfAbsent(origin, new Other(clock.instant().minusMillis(silentSoon), active));
        }
    }

    /** A server does not do what it should. */
    public void suspect(String origin) {
        if (ask(origin)) {
            var now = clock.instant();
            var unused = tell(new News("probe", 0, origin))
                    .whenComplete(
                            (sent, failure) -> asked(origin, failure == null ? Optional.of(now) : Optional.empty()));
        }
    }

    private synchronized boolean ask(String origin) {
        var known = others.getOrDefault(origin, new Other(clock.instant(), active));
        if (origin.equals(self()) || known.asking() || known.asked().isPresent()) {
            return false;
        }
        others.put(origin, known.asking(true, Optional.empty()));
        return true;
    }

    /** A question that did not go out is none. */
    private synchronized void asked(String origin, Optional<Instant> since) {
        others.computeIfPresent(origin, (name, known) -> known.asking() ? known.asking(false, since) : known);
    }

    /** Lets time pass. */
    public void tick() {
        if (due()) {
            ping();
        }
        for (var origin : those(this::isSilent)) {
            if (listeners.stream().anyMatch(listener -> listener.concerns(origin))) {
                suspect(origin);
            } else {
                forget(origin);
            }
        }
        for (var origin : those(this::isGone)) {
            gone(origin, Fate.SILENT);
            var unused = tell(new News("gone", 0, origin));
        }
    }

    private synchronized void forget(String origin) {
        others.remove(origin);
    }

    private synchronized boolean due() {
        return listening != null && !spoke.plus(promised).isAfter(clock.instant());
    }

    private synchronized List<String> those(Predicate<Other> what) {
        return others.entrySet().stream()
                .filter(other -> what.test(other.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isSilent(Other other) {
        return !other.asking() && other.asked().isEmpty() && passed(other.heard(), other.every(), ASKED_AFTER);
    }

    /** After a question that was early, an interval's part of silence is enough. */
    private boolean isGone(Other other) {
        return other.asked()
                        .filter(asked -> passed(asked, shorter(other.every(), active), GONE_AFTER - ASKED_AFTER))
                        .isPresent()
                && hears(other.asked().get());
    }

    /** Silence says nothing about others while this server does not even hear itself ask. */
    private boolean hears(Instant asked) {
        return listening != null && listening.live() && !echo.isBefore(asked);
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) < 0 ? one : two;
    }

    private boolean passed(Instant since, Duration interval, double times) {
        return since.plusMillis((long) (interval.toMillis() * times)).isBefore(clock.instant());
    }

    private void ping() {
        var every = every();
        synchronized (this) {
            promised = every;
            spoke = clock.instant();
        }
        var unused = tell(new News("ping", every.toMillis(), null));
    }

    private synchronized Duration every() {
        return lively.plus(idle).isAfter(clock.instant()) ? active : idle;
    }

    /** This server stops; ends when the others were told, or could not be. */
    public CompletableFuture<Void> sayGoodbye() {
        return tell(new News("bye", 0, null));
    }

    private CompletableFuture<Void> tell(News news) {
        try {
            return broadcaster.publish(TOPIC, MAPPER.writeValueAsString(news));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void received(Envelope envelope) {
        if (envelope.origin().equals(self())) {
            echoed();
            return;
        }
        var news = read(envelope);
        if (news.is().equals("bye")) {
            gone(envelope.origin(), Fate.STOPPED);
            return;
        }
        synchronized (this) {
            heard(envelope.origin(), every(news));
        }
        if (self().equals(news.whom())) {
            answer(news);
        } else if (news.is().equals("gone") && news.whom() != null && isKnown(news.whom())) {
            suspect(news.whom()); // it may live for us
        }
    }

    private synchronized void echoed() {
        if (listening != null && listening.live()) { // else it did not go over the network
            echo = clock.instant();
        }
    }

    private static Optional<Duration> every(News news) {
        return news.every() > 0 ? Optional.of(Duration.ofMillis(news.every())) : Optional.empty();
    }

    private synchronized boolean isKnown(String origin) {
        return others.containsKey(origin);
    }

    private void answer(News news) {
        ping();
        if (news.is().equals("gone")) {
            listeners.forEach(Listener::thoughtGone);
        }
    }

    private static News read(Envelope envelope) {
        try {
            return MAPPER.readValue(envelope.payload(), News.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No news of an instance");
        }
    }

    private void gone(String origin, Fate fate) {
        synchronized (this) {
            if (others.remove(origin) == null && fate == Fate.SILENT) {
                return;
            }
        }
        LOG.log(System.Logger.Level.INFO, "Instance {0} is gone: {1}", origin, fate);
        listeners.forEach(listener -> listener.gone(origin, fate));
    }

    /** The time of silence was this server's own, or messages were lost: nobody is blamed for it. */
    @Override
    public synchronized void gap() {
        var now = clock.instant();
        others.replaceAll((origin, other) -> new Other(now, other.every()));
    }

    /** Other servers that are known to live. */
    public synchronized List<String> known() {
        return List.copyOf(others.keySet());
    }
}
