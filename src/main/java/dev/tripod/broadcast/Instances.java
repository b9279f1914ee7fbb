package dev.tripod.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which other servers live, as far as their members matter here. A server with members says now and then that it lives,
 * unless it has said something else meanwhile. One that is silent too long, or is suspected, is asked; if it does not
 * answer it is gone. While nobody is on this server it neither listens nor speaks. Thread-safe.
 */
public final class Instances implements Broadcaster.Listener {
    private static final System.Logger LOG = System.getLogger(Instances.class.getName());
    private static final Topic TOPIC = new Topic("instances");

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

    private final Broadcaster broadcaster;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final OwnPings pings;
    private final OtherInstances others;

    // Guarded by this.
    private Broadcaster.@Nullable Subscription listening;
    /** When an own message was heard. */
    private Instant echo = Instant.EPOCH;

    /**
     * Watches over servers.
     *
     * @param active how often a server speaks in whose rooms something happens
     * @param idle the same for one where nothing does
     */
    public Instances(Broadcaster broadcaster, Duration active, Duration idle, InstantSource clock) {
        this.broadcaster = broadcaster;
        this.clock = clock;
        this.pings = new OwnPings(active, idle, clock);
        this.others = new OtherInstances(active, clock);
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
            pings.begin();
            listening = broadcaster.subscribe(TOPIC, this);
        } else if (!somebody && listening != null) {
            listening.close();
            listening = null;
            others.clear();
        }
    }

    /** This server has sent something that members elsewhere heard. */
    public void spoke() {
        pings.spoke();
    }

    /** Something came from another server, which so lives. */
    public void heard(String origin) {
        pings.lively();
        heard(origin, Optional.empty());
    }

    private void heard(String origin, Optional<Duration> every) {
        if (!origin.equals(self())) {
            others.heard(origin, every);
        }
    }

    /** Somebody here depends on a server; one of which nothing was heard yet is asked soon, if it goes on like that. */
    public void dependOn(String origin) {
        if (!origin.equals(self())) {
            others.expect(origin);
        }
    }

    /** A server does not do what it should. */
    public void suspect(String origin) {
        if (!origin.equals(self()) && others.ask(origin)) {
            var now = clock.instant();
            var unused = tell(InstanceNews.probe(origin))
                    .whenComplete((sent, failure) ->
                            others.asked(origin, failure == null ? Optional.of(now) : Optional.empty()));
        }
    }

    /** Lets time pass. */
    public void tick() {
        if (listens() && pings.due()) {
            ping();
        }
        for (var origin : others.silent()) {
            if (listeners.stream().anyMatch(listener -> listener.concerns(origin))) {
                suspect(origin);
            } else {
                others.remove(origin);
            }
        }
        others.unanswering().forEach((origin, asked) -> {
            if (hears(asked)) {
                gone(origin, Fate.SILENT);
                var unused = tell(InstanceNews.gone(origin));
            }
        });
    }

    private synchronized boolean listens() {
        return listening != null;
    }

    /** Silence says nothing about others while this server does not even hear itself ask. */
    private synchronized boolean hears(Instant asked) {
        return listening != null && listening.live() && !echo.isBefore(asked);
    }

    private void ping() {
        var unused = tell(InstanceNews.ping(pings.next()));
    }

    /** This server stops; ends when the others were told, or could not be. */
    public CompletableFuture<Void> sayGoodbye() {
        return tell(InstanceNews.bye());
    }

    private CompletableFuture<Void> tell(InstanceNews news) {
        return broadcaster.publish(TOPIC, news.write());
    }

    @Override
    public void received(Envelope envelope) {
        if (envelope.origin().equals(self())) {
            echoed();
            return;
        }
        var news = InstanceNews.read(envelope.payload());
        if (news.is().equals("bye")) {
            gone(envelope.origin(), Fate.STOPPED);
            return;
        }
        heard(envelope.origin(), news.interval());
        if (self().equals(news.whom())) {
            answer(news);
        } else if (news.is().equals("gone")
                && news.whom() != null
                && others.names().contains(news.whom())) {
            suspect(news.whom()); // it may live for us
        }
    }

    private synchronized void echoed() {
        if (listening != null && listening.live()) { // else it did not go over the network
            echo = clock.instant();
        }
    }

    private void answer(InstanceNews news) {
        ping();
        if (news.is().equals("gone")) {
            listeners.forEach(Listener::thoughtGone);
        }
    }

    private void gone(String origin, Fate fate) {
        if (!others.remove(origin) && fate == Fate.SILENT) {
            return;
        }
        LOG.log(System.Logger.Level.INFO, "Instance {0} is gone: {1}", origin, fate);
        listeners.forEach(listener -> listener.gone(origin, fate));
    }

    /** The time of silence was this server's own, or messages were lost: nobody is blamed for it. */
    @Override
    public void gap() {
        others.forgive();
    }

    /** Other servers that are known to live. */
    public List<String> known() {
        return others.names();
    }
}
