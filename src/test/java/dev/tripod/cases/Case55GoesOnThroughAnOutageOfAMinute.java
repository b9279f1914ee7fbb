package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Case(55)
@Order(Integer.MAX_VALUE - 98)
class Case55GoesOnThroughAnOutageOfAMinute {
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);
    /** A machine of two processors does other things too. */
    private static final Duration NOISE = Duration.ofSeconds(1);

    @Test
    void usersGoOnAndAfterwardsBSeesTheChangesOfA() {
        Meanwhile.OUTAGE.awaitEnd();
    }

    static void passes() {
        try (var both = Instances.start(Map.of())) {
            var onA = Crowd.at(both.a(), 5);
            var onB = Crowd.at(both.b(), 5);
            onA.write();
            onB.write();
            assertThat(onA.people().get(0).moved(both.b()).value()).isPositive();
            var end = System.nanoTime() + OUTAGE.toNanos();
            both.store().refuseConnections();

            while (System.nanoTime() < end) {
                assertThat(onB.write()).isEqualTo(onB.values());
                assertThat(onA.write()).isEqualTo(onA.values());
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
            var last = onA.write();
            assertThat(Health.of(both.a()).store()).isEqualTo("degraded");
            assertThat(List.of(onA, onB)).allSatisfy(crowd -> assertThat(crowd.people())
                    .allSatisfy(person -> assertThat(person.slowest()).isLessThan(Regular.FAULT)));

            both.store().recover();

            var seen = new Crowd(
                    onA.people().stream().map(person -> person.moved(both.b())).toList());
            var took = Timings.until(() -> seen.values().equals(last));
            System.out.printf("Case 55: after a minute B saw the changes of A in %d ms%n", took.toMillis());
            assertThat(took).isLessThan(SEEN_WITHIN.plus(NOISE));
            onA.people().forEach(person -> assertRemainingLife(both, person));
        }
    }

    /** The idle time of an hour began with the session, and is noted again every six minutes; its key lives on for 60 s. */
    private static void assertRemainingLife(Instances both, Regular person) {
        var created = Instant.parse(person.read().json().path("createdAt").asText());
        var expected = Duration.between(
                Instant.now(), created.plus(Duration.ofHours(1)).plusSeconds(60));
        var life = Duration.ofMillis(both.store().redis().pttl(keyOf(person)));
        assertThat(life).isBetween(expected.minusSeconds(2), expected.plusSeconds(2));
    }

    private static String keyOf(Regular person) {
        var cookie = person.browser().cookieHeader().split("=", 2)[1];
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.US_ASCII));
            return "tripod:c:sessions:"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
