package dev.tripod.soak;

import dev.tripod.testing.upstash.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Two instances with users, pairings and rooms, in one trouble after the other: nothing that was acknowledged is lost or
 * repeated, no session ends that should live, none lives that should have ended, no pairing has two winners, no key is
 * without a lifetime, memory and threads are flat.
 *
 * <p>It lasts a minute; with {@code -Dtripod.soak=10m} (or the profile {@code soak}) ten, and then on uber-jars, as
 * shipped, where the short form takes a server that starts sooner. {@code -Dtripod.soak.seed} repeats the troubles of an
 * earlier run, whose seed it printed; threads and clocks still have their own ways.
 *
 * <p>What was acknowledged while the store was away lives in one process until it is written back (DESIGN.md, 7), and who
 * changes instances meanwhile may be told things twice that have no place in a log yet. So an instance is restarted only
 * when {@code /health/ready} says that nothing is pending, as an operator would do it, and connections are cut while the
 * store is there. A kill in an outage is a loss that the product does not promise to prevent.
 */
class SoakIT {
    private static final Duration TIME =
            Duration.parse("PT" + System.getProperty("tripod.soak", "1m").toUpperCase(java.util.Locale.ROOT));
    private static final long SEED = Long.getLong("tripod.soak.seed", new Random().nextInt(1_000_000));
    private static final boolean LONG = TIME.compareTo(Duration.ofMinutes(5)) >= 0;
    private static final Duration IDLE = Duration.ofSeconds(LONG ? 90 : 30);
    /** Of which each does something every tenth of a second. */
    private static final int PEOPLE_AT_ONCE = 4;

    private static final long MORE_MEGABYTES = 64;
    private static final long MORE_THREADS = 24;

    private final Ledger ledger = new Ledger();
    private final Vitals vitals = new Vitals();
    private final ScheduledExecutorService load = Executors.newScheduledThreadPool(PEOPLE_AT_ONCE + 3);

    @Test
    void nothingIsLostInAnyTrouble() {
        System.out.printf("Soak of %s with -Dtripod.soak.seed=%d%n", TIME, SEED);
        try (var world = new World(LONG, IDLE)) {
            var crowd = new Crowd(world, ledger);
            try (var pairings = new Pairings(world, ledger, crowd)) {
                crowd.gather();
                pairings.gather();
                soak(world, crowd, pairings);
            }
        } finally {
            load.shutdownNow();
        }
    }

    private void soak(World world, Crowd crowd, Pairings pairings) {
        try (var rooms = new Rooms(world, TIME)) {
            begin(world, crowd, pairings);
            var chaos = new Chaos(world, rooms::isWritten, ledger, SEED, Duration.ofSeconds(LONG ? 10 : 4));
            var end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                chaos.step();
            }
            world.awaitClear();
            Chaos.sleep(Duration.ofSeconds(2));
            load.shutdownNow();
            judge(world, crowd, pairings, rooms);
            crowd.all().forEach(Person::leave);
        }
    }

    private void begin(World world, Crowd crowd, Pairings pairings) {
        for (var number = 0; number < PEOPLE_AT_ONCE; number++) {
            var random = new Random(SEED + 1 + number);
            every(100, () -> crowd.step(random));
        }
        every(700, pairings::step);
        every(250, world::look);
        every(LONG ? 2_000 : 1_000, () -> vitals.sample(world.b().process()));
    }

    private void every(long milliseconds, Runnable work) {
        var unused = load.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | AssertionError e) {
                        ledger.complain("The load failed: " + e);
                    }
                },
                milliseconds,
                milliseconds,
                TimeUnit.MILLISECONDS);
    }

    private void judge(World world, Crowd crowd, Pairings pairings, Rooms rooms) {
        var wrong = new ArrayList<String>();
        settles(() -> {
            wrong.clear();
            crowd.all().forEach(person -> wrong.addAll(Judgement.faults(world, ledger, person)));
            wrong.addAll(pairings.faults());
            return wrong.isEmpty();
        });
        wrong.forEach(ledger::complain);
        settles(rooms::isSettled);
        var tally = rooms.tally();
        report(world, crowd, rooms);
        var all = new SoftAssertions();
        all.assertThat(ledger.complaints()).as("complaints").isEmpty();
        all.assertThat(rooms.details()).as("lost or repeated").isEmpty();
        all.assertThat(tally.unacknowledged()).as("unacknowledged").isZero();
        all.assertThat(tally.overtaken()).as("overtaken").isZero();
        all.assertThat(rooms.disagreements()).as("different orders").isZero();
        all.assertThat(rooms.unrecovered()).as("not recovered").isZero();
        all.assertThat(rooms.wrongLists()).as("lists of participants").isEmpty();
        all.assertThat(eternalKeys(world)).as("keys without a lifetime").isEmpty();
        all.assertThat(vitals.megabytes().growth()).as("megabytes more").isLessThan(MORE_MEGABYTES);
        all.assertThat(vitals.threads().growth()).as("threads more").isLessThan(MORE_THREADS);
        all.assertAll();
    }

    private static void settles(java.util.function.BooleanSupplier condition) {
        try {
            Eventually.holds(World.PATIENCE, () -> {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Chaos.sleep(Duration.ofMillis(500));
                return false;
            });
        } catch (AssertionError e) {
            // what is wrong will be told
        }
    }

    private static List<String> eternalKeys(World world) {
        return world.store().redis().keys("*").stream()
                .filter(key -> world.store().redis().ttl(key) == -1)
                .toList();
    }

    private void report(World world, Crowd crowd, Rooms rooms) {
        var tally = rooms.tally();
        row("duration, seed, servers", TIME + ", " + SEED + ", " + (LONG ? "uber-jars" : "test servers"));
        ledger.all("trouble ").forEach((trouble, times) -> row(trouble, times + " times"));
        row("requests", ledger.requests());
        row("p50 / p99 / slowest while all is well, ms", ledger.timesWhileCalm());
        row("p50 / p99 / slowest in trouble, ms", ledger.timesInTrouble());
        row("not served", ledger.all("error "));
        row("sessions " + ledger.all("sessions "), crowd.all().size() + " judged on both instances");
        row("writes acknowledged", ledger.of("writes acknowledged"));
        row("pairings", ledger.all("pairings "));
        row("phones that gave up", ledger.of("phones that gave up"));
        row(
                "deliveries expected / lost / repeated",
                tally.expected() + " / " + tally.lost() + " / " + tally.repeated());
        row("sockets resumed", rooms.returns() + ", closed with " + rooms.closes());
        row("resident, MB, first / last third", vitals.megabytes());
        row("threads, first / last third", vitals.threads());
        row("keys in the store", world.store().redis().dbSize());
        row("complaints", ledger.complaints().size());
    }

    private static void row(String what, Object value) {
        System.out.printf("| %s | %s |%n", what, value);
    }
}
