package dev.tripod.bench;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a small machine holds: 1,000 open sockets in as many rooms, and 100 requests a second for a minute, at an uber-jar
 * whose JVM has the flags that are the arguments. Prints a Markdown table.
 */
public final class Crowd {
    private static final int SESSIONS = 100;
    private static final int ROOMS_PER_SESSION = 10;
    private static final int REQUESTS_PER_SECOND = 100;
    private static final Duration TIME = Duration.ofSeconds(60);

    private record Desk(Browser browser, String room) {}

    private final List<Desk> desks = new ArrayList<>();
    private final List<RoomSocket> sockets = new ArrayList<>();
    private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();

    private Crowd() {}

    public static void main(String[] flags) throws Exception {
        var settings = Map.of("TRIPOD_TRUSTED_PROXIES", "1", "TRIPOD_SOCKETS_PER_ADDRESS", "2000");
        try (var server = ServerProcess.uberJar(settings, flags)) {
            var crowd = new Crowd();
            var start = Processes.residentMegabytes(server);
            crowd.enter(server.uri());
            var entered = Processes.residentMegabytes(server);
            var most = crowd.ask(server);
            System.out.println(
                    "| resident after start, MB | with 1,000 sockets, MB | at most meanwhile, MB | requests | failed | p50 / p99, ms | sockets still open |");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %d | %.1f / %.1f | %d |%n",
                    start,
                    entered,
                    most,
                    crowd.times.size(),
                    crowd.failures.get(),
                    crowd.percentile(0.5),
                    crowd.percentile(0.99),
                    crowd.sockets.stream().filter(RoomSocket::isOpen).count());
            crowd.sockets.forEach(RoomSocket::cut);
        }
    }

    private void enter(URI server) {
        var guests = new Guests();
        for (var session = 0; session < SESSIONS; session++) {
            var browser = guests.person(server);
            for (var room = 0; room < ROOMS_PER_SESSION; room++) {
                var id = browser.post("/api/rooms", "{}").json().path("id").asText();
                sockets.add(RoomSocket.enter(server, browser, id));
                desks.add(new Desk(browser, id));
            }
        }
    }

    /** Asks at a fixed rate, whether answers come or not; answers the most memory seen. */
    private long ask(ServerProcess server) throws IOException, InterruptedException {
        var threads = Executors.newFixedThreadPool(32);
        var clockwork = Executors.newSingleThreadScheduledExecutor();
        var total = REQUESTS_PER_SECOND * (int) TIME.toSeconds();
        var done = new CountDownLatch(total);
        var next = new AtomicInteger();
        var unused = clockwork.scheduleAtFixedRate(
                () -> {
                    if (next.get() < total) {
                        var number = next.getAndIncrement();
                        threads.execute(() -> request(number, done));
                    }
                },
                0,
                1_000_000 / REQUESTS_PER_SECOND,
                TimeUnit.MICROSECONDS);
        var most = 0L;
        while (!done.await(500, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, Processes.residentMegabytes(server));
        }
        clockwork.shutdownNow();
        threads.shutdown();
        return most;
    }

    private void request(int number, CountDownLatch done) {
        var begin = System.nanoTime();
        try {
            var desk = desks.get(number % desks.size());
            var path =
                    switch (number % 4) {
                        case 0 -> "/";
                        case 1 -> "/js/pages/desktop.js";
                        case 2 -> "/api/rooms/" + desk.room();
                        default -> "/api/sessions/current";
                    };
            if (desk.browser().get(path).status() != 200) {
                failures.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failures.incrementAndGet();
        } finally {
            times.add(System.nanoTime() - begin);
            done.countDown();
        }
    }

    private double percentile(double share) {
        var sorted = times.stream().sorted().toList();
        return sorted.get((int) (sorted.size() * share)) / 1e6;
    }
}
