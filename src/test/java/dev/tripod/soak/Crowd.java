package dev.tripod.soak;

import dev.tripod.soak.Known.State;
import dev.tripod.testing.upstash.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** People who sign in, look, write, change their cookies, move, leave, or fall asleep. Thread-safe. */
final class Crowd {
    private static final int MOST = 60;
    private static final int WITH_SOCKET = 6;
    private static final int WITH_SOCKET_ONLY = 4;

    private final World world;
    private final Ledger ledger;

    // Both guarded by this.
    /** Those who do something and are not just doing it. */
    private final List<Person> idle = new ArrayList<>();

    private final List<Person> all = new ArrayList<>();

    Crowd(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    /** The first ones, while all is well; half of them at each instance. */
    void gather() {
        for (var number = 0; number < MOST / 2; number++) {
            var person = Person.signIn(world, ledger, world.both().get(number % 2))
                    .orElseThrow(() -> new AssertionError("Nobody can sign in"));
            if (number < WITH_SOCKET) {
                Eventually.holds(World.PATIENCE, person::openSocket);
            }
            if (number < WITH_SOCKET_ONLY) {
                person.known().isKeptBySocket();
                remember(person);
            } else {
                add(person);
            }
        }
    }

    void add(Person person) {
        remember(person);
        putBack(person);
    }

    private synchronized void remember(Person person) {
        all.add(person);
    }

    private synchronized void putBack(Person person) {
        var state = person.known().state();
        if (state == State.LIVE || state == State.ENDING) {
            idle.add(person);
        }
    }

    private synchronized Optional<Person> take(RandomGenerator random) {
        return idle.isEmpty() ? Optional.empty() : Optional.of(idle.remove(random.nextInt(idle.size())));
    }

    private synchronized boolean isFull() {
        return idle.size() >= MOST;
    }

    /** Somebody does something. */
    void step(RandomGenerator random) {
        if (!isFull() && random.nextInt(100) < 8) {
            Person.signIn(world, ledger, at(random)).ifPresent(this::add);
            return;
        }
        take(random).ifPresent(person -> {
            try {
                act(person, random);
            } finally {
                putBack(person);
            }
        });
    }

    private Instance at(RandomGenerator random) {
        var one = world.both().get(random.nextInt(2));
        return one.isUp() ? one : world.other(one);
    }

    private void act(Person person, RandomGenerator random) {
        if (person.known().state() == State.ENDING) {
            person.end();
            return;
        }
        var dice = random.nextInt(100);
        if (dice < 45 || !person.isRested()) {
            person.look();
        } else if (dice < 80) {
            person.write(random);
        } else if (dice < 90) {
            person.visitor().move();
        } else if (dice < 93 && person.socket().isEmpty()) {
            person.rotate();
        } else if (dice < (isFull() ? 98 : 95)) {
            person.end();
        } else if (dice > (isFull() ? 97 : 98) && person.socket().isEmpty()) {
            person.fallAsleep();
        }
    }

    synchronized List<Person> all() {
        return List.copyOf(all);
    }
}
