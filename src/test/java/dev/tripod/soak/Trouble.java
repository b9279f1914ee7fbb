package dev.tripod.soak;

import static dev.tripod.testing.upstash.Fault.page;
import static dev.tripod.testing.upstash.Fault.resetAfter;
import static dev.tripod.testing.upstash.Fault.resetBefore;
import static dev.tripod.testing.upstash.Fault.truncated;

import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** What goes wrong: each kind befalls the world for a time, and is over when that returns. */
enum Trouble {
    REFUSED("store refuses connections") {
        @Override
        void befall(Scene scene) {
            scene.store().refuseConnections();
            scene.pass(1);
            scene.store().recover();
        }
    },
    BLACK_HOLE("store answers nothing") {
        @Override
        void befall(Scene scene) {
            scene.store().blackHole();
            scene.pass(1);
            scene.store().recover();
        }
    },
    ERRORS("store answers 500") {
        @Override
        void befall(Scene scene) {
            scene.faulty(page(500), 100);
        }
    },
    RESET_BEFORE("half of the connections reset before commands run") {
        @Override
        void befall(Scene scene) {
            scene.faulty(resetBefore(), 50);
        }
    },
    RESET_AFTER("half of the connections reset after commands ran") {
        @Override
        void befall(Scene scene) {
            scene.faulty(resetAfter(), 50);
        }
    },
    TRUNCATED("half of the answers truncated") {
        @Override
        void befall(Scene scene) {
            scene.faulty(truncated(), 50);
        }
    },
    STREAMS_DROPPED("streams dropped again and again") {
        @Override
        void befall(Scene scene) {
            for (var time = 0; time < 4; time++) {
                scene.store().dropStreams();
                scene.pass(0.25);
            }
        }
    },
    STREAMS_SILENT("streams fall silent") {
        @Override
        void befall(Scene scene) {
            scene.store().silenceStreams();
            scene.pass(1);
        }
    },
    SOCKETS_CUT("all connections of users cut again and again") {
        @Override
        void befall(Scene scene) {
            scene.awaitClear(); // who moves in an outage gets what had no place in the log a second time
            for (var time = 0; time < 4; time++) {
                scene.world().both().forEach(Instance::cut);
                scene.pass(0.25);
            }
        }
    },
    STOPPED("instance stopped (SIGTERM) and started again") {
        @Override
        void befall(Scene scene) {
            scene.awaitClear(); // what it could not write in time would be lost with it
            scene.world().a().stop();
            scene.world().a().startAgain();
        }
    },
    KILLED("instance killed (SIGKILL) and started again") {
        @Override
        void befall(Scene scene) {
            scene.awaitClear(); // what only it knows would be lost with it
            scene.world().a().kill();
            scene.world().a().startAgain();
        }
    };

    private final String words;

    /**
     * Where and for how long it befalls.
     *
     * @param logsWritten whether every message has its place in a room's log, just now
     */
    record Scene(World world, BooleanSupplier logsWritten, Duration time, RandomGenerator random) {
        UpstashServer store() {
            return world.store();
        }

        /** Waits until nothing is left of earlier troubles, messages included that waited for a place in their log. */
        void awaitClear() {
            world.awaitClear();
            Eventually.holds(World.PATIENCE, logsWritten);
        }

        /** Lets this part of the time pass. */
        void pass(double part) {
            Chaos.sleep(Duration.ofMillis((long) (time.toMillis() * part)));
        }

        /** A fault that befalls so many of hundred requests. */
        void faulty(Fault fault, int percent) {
            var rule = world.store().fault(fault, request -> draw() < percent);
            pass(1);
            rule.clear();
        }

        private synchronized int draw() {
            return random.nextInt(100);
        }
    }

    Trouble(String words) {
        this.words = words;
    }

    abstract void befall(Scene scene);

    @Override
    public String toString() {
        return words;
    }
}
