package dev.tripod.pairing;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Topic;
import dev.tripod.room.Grant;
import dev.tripod.room.RoomService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pending pairings of this instance every two seconds while news of others does not arrive, and once after it
 * did not: somebody may have claimed one there. While news arrives this costs no command. Its thread ends when nothing is
 * pending.
 */
@Singleton
class PairingWatch implements Broadcaster.Listener {
    private static final Topic TOPIC = new Topic("pairings");
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(PairingWatch.class.getName());

    private final PairingRecords records;
    private final PairingTimer timer;
    private final RoomService rooms;
    private final Broadcaster broadcaster;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, PairingWatch::daemon);

    /** Guarded by this: open while something is pending. */
    private Broadcaster.@Nullable Subscription listening;
    /** Set by who tells of a gap, cleared by the watching thread before it looks. */
    private volatile boolean missedSome;

    @Inject
    PairingWatch(PairingRecords records, PairingTimer timer, RoomService rooms, Broadcaster broadcaster) {
        this.records = records;
        this.timer = timer;
        this.rooms = rooms;
        this.broadcaster = broadcaster;
        thread.setKeepAliveTime(EVERY.toMillis() * 2, TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A pairing has become pending here; calls back when its time is up. */
    void start(PairingId pairing, Duration time, Runnable whenUp) {
        timer.start(pairing, time, whenUp);
        begin();
    }

    /** A pairing has ended otherwise. */
    void stop(PairingId pairing) {
        timer.stop(pairing);
    }

    int running() {
        return timer.running();
    }

    private synchronized void begin() {
        if (listening == null && !thread.isShutdown()) {
            listening = broadcaster.subscribe(TOPIC, this);
            planNext();
        }
    }

    private void planNext() {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(this::tick, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        if (deaf() || missedSome) {
            missedSome = false;
            timer.pending().forEach(this::look);
        }
        goOnOrEnd();
    }

    private synchronized boolean deaf() {
        return listening != null && !listening.live();
    }

    private synchronized void goOnOrEnd() {
        if (timer.running() > 0) {
            planNext();
        } else if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    private void look(PairingId id) {
        try {
            records.find(id)
                    .filter(pairing -> pairing.state() != PairingState.PENDING)
                    .ifPresent(this::tell);
        } catch (RuntimeException e) { // the next look will do
            LOG.log(System.Logger.Level.DEBUG, "Pairing " + id + " could not be looked at", e);
        }
    }

    private void tell(Pairing pairing) {
        var participant = pairing.claim()
                .flatMap(claim -> rooms.require(pairing.room(), claim.session()).grantOf(claim.session()))
                .map(Grant::participant);
        if (pairing.state() == PairingState.CLAIMED && participant.isEmpty()) {
            return;
        }
        timer.stop(pairing.id());
        rooms.tellOwner(
                pairing.room(),
                pairing.owner(),
                new RoomService.PairingNotice(
                        pairing.id().value(), pairing.state().word(), participant));
    }

    /** Nothing is sent on this topic: being subscribed tells whether other news arrives. */
    @Override
    public void received(Envelope envelope) {}

    @Override
    public void gap() {
        missedSome = true;
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "pairing-watch");
        thread.setDaemon(true);
        return thread;
    }
}
