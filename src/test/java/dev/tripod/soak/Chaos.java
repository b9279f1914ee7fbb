package dev.tripod.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * One trouble after the other, with pauses in between that may be too short to recover in. Kinds come as cards of a
 * shuffled deck, so that each has its turn. What comes, for how long and in which order, the seed alone decides.
 */
final class Chaos {
    private final World world;
    private final BooleanSupplier logsWritten;
    private final Ledger ledger;
    private final Random random;
    private final Duration longest;
    private final List<Trouble> deck = new ArrayList<>();

    /** Troubles last for at most this time. */
    Chaos(World world, BooleanSupplier logsWritten, Ledger ledger, long seed, Duration longest) {
        this.world = world;
        this.logsWritten = logsWritten;
        this.ledger = ledger;
        this.random = new Random(seed);
        this.longest = longest;
    }

    /** The next trouble, and a pause. */
    void step() {
        var trouble = draw();
        var time = between(longest.dividedBy(4), longest);
        var pause = between(Duration.ofMillis(200), longest.multipliedBy(2).dividedBy(3));
        var scene = new Trouble.Scene(world, logsWritten, time, new Random(random.nextLong()));
        world.troubled(true);
        ledger.say(trouble + ", " + time.toMillis() + " ms");
        try {
            trouble.befall(scene);
            ledger.count("trouble " + trouble);
        } catch (AssertionError e) {
            ledger.complain("While " + trouble + ": " + e.getMessage());
        } finally {
            world.look();
            world.troubled(false);
        }
        sleep(pause);
    }

    private Trouble draw() {
        if (deck.isEmpty()) {
            deck.addAll(List.of(Trouble.values()));
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis()));
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
