package dev.tripod.soak;

import dev.tripod.soak.Visitor.Reply;
import dev.tripod.testing.upstash.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Desktops that offer pairings, and for each two phones, one at either instance, that both want it. A phone goes on with
 * the same claim until it hears that it is in or too late. Whoever is in joins the crowd.
 */
final class Pairings implements AutoCloseable {
    /** A session may offer ten pairings a minute. */
    static final int DESKTOPS = 12;

    private static final Duration PHONE_PATIENCE = Duration.ofSeconds(40);

    private final World world;
    private final Ledger ledger;
    private final Crowd crowd;
    private final List<Person> desktops = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService phones = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "soak-phone");
        thread.setDaemon(true);
        return thread;
    });

    /** An offer, and how often its instance had been started by then. */
    private record Offer(String token, String room, Instance at, int starts) {
        boolean isLostWithItsInstance() {
            return at.starts() != starts;
        }
    }

    Pairings(World world, Ledger ledger, Crowd crowd) {
        this.world = world;
        this.ledger = ledger;
        this.crowd = crowd;
    }

    /** Lets the desktops sign in, while all is well. */
    void gather() {
        for (var number = 0; number < DESKTOPS; number++) {
            desktops.add(Person.signIn(world, ledger, world.both().get(number % 2))
                    .orElseThrow(() -> new AssertionError("A desktop cannot sign in")));
        }
    }

    /** The next desktop offers a pairing, and two phones begin to claim it. */
    void step() {
        var number = turn.getAndIncrement();
        desktops.get((number + DESKTOPS / 2) % DESKTOPS).look();
        var desktop = desktops.get(number % DESKTOPS);
        var at = desktop.visitor().home();
        var starts = at.starts();
        var reply = desktop.used("POST", "/api/pairings", "{}");
        if (reply.status() != 201) {
            if (!reply.isOpen()) {
                ledger.complain("A desktop cannot offer a pairing: " + reply + " at " + at);
            }
            return;
        }
        ledger.count("pairings offered");
        var token = reply.json().path("link").asText().replaceFirst(".*#v1\\.", "");
        var offer = new Offer(token, reply.json().path("room").asText(), at, starts);
        var one = claim(offer, world.a());
        var unused = one.thenCombine(claim(offer, world.b()), (first, second) -> judge(offer, first, second));
    }

    private CompletableFuture<Reply> claim(Offer offer, Instance at) {
        return CompletableFuture.supplyAsync(() -> claimUntilHeard(offer, at), phones);
    }

    private Reply claimUntilHeard(Offer offer, Instance at) {
        var phone = new Visitor(world, ledger, at);
        var claim =
                "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"Pixel\"}".formatted(offer.token(), UUID.randomUUID());
        var heard = new AtomicReference<>(Reply.NONE);
        try {
            Eventually.holds(PHONE_PATIENCE, () -> {
                heard.set(phone.ask(at, "POST", "/api/pairings/claim", claim));
                return !heard.get().isOpen() || !pause();
            });
        } catch (AssertionError e) {
            ledger.count("phones that gave up");
        }
        if (heard.get().status() == 200) {
            crowd.add(Person.paired(world, ledger, phone, offer.room()));
        }
        return heard.get();
    }

    /** Whether it could: it is not the end yet. */
    private static boolean pause() {
        try {
            Thread.sleep(400);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<String> judge(Offer offer, Reply one, Reply other) {
        var winners = (one.status() == 200 ? 1 : 0) + (other.status() == 200 ? 1 : 0);
        ledger.count("pairings claimed by " + winners);
        var both = one + " and " + other + ", offered at " + offer.at();
        if (winners > 1) {
            ledger.complain("A pairing was claimed twice: " + both);
        }
        if (winners == 0 && !one.isOpen() && !other.isOpen() && !offer.isLostWithItsInstance()) {
            ledger.complain("A pairing was claimed by nobody: " + both);
        }
        return Optional.empty();
    }

    /** What is wrong with the desktops' sessions. */
    List<String> faults() {
        return desktops.stream()
                .flatMap(desktop -> Judgement.faults(world, ledger, desktop).stream())
                .toList();
    }

    @Override
    public void close() {
        phones.shutdownNow();
    }
}
