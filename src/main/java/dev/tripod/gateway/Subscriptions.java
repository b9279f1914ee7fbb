package dev.tripod.gateway;

import dev.tripod.broadcast.Channels;
import dev.tripod.broadcast.Channels.Interest;
import dev.tripod.store.StoreException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The streams of events that are open here. Their threads write, and wait for nothing: a stream on which nothing happens
 * has none, and while no stream is open there is no thread at all.
 */
@Singleton
class Subscriptions {
    private static final int MOST = 1_000;

    private final Channels channels;
    private final OwnKeys keys;
    /** Each stream is added when it opens and removed by whoever notices its end first. */
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor writers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Subscriptions::daemon);
    /** Open Liberty stops an application only after its answers have ended, for which it waits 30 seconds. */
    private final ExitHook exit = new ExitHook("tripod-streams-end", this::endAll);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Subscriptions::daemon);

    @Inject
    Subscriptions(Channels channels, OwnKeys keys) {
        this.channels = channels;
        this.keys = keys;
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "tripod-events");
        thread.setDaemon(true);
        return thread;
    }

    /** Answers a request with the events that it wants, from now on until either side ends it. */
    void open(HttpServletRequest request, HttpServletResponse response, List<Interest> interests) {
        if (open.size() >= MOST) {
            throw new StoreException(StoreException.Reason.FULL, "Too many streams are open");
        }
        exit.set();
        var stream = new EventStream(request, response, writers, timer, open::remove);
        open.add(stream);
        try {
            interests.forEach(interest -> listen(stream, interest));
        } catch (StoreException e) {
            stream.ended();
        }
    }

    private void listen(EventStream stream, Interest interest) {
        var own = new Interest(interest.pattern(), keys.own(interest.name()));
        stream.listens(channels.listen(own, new Events(stream, interest, keys)));
    }

    @PreDestroy
    void close() {
        exit.withdraw();
        endAll();
        writers.shutdown();
        timer.shutdownNow();
    }

    private void endAll() {
        open.forEach(EventStream::ended);
    }
}
