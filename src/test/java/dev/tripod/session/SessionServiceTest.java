package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException;
import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionServiceTest {
    private final ManualClock clock = new ManualClock();
    private final SessionFixture fixture = new SessionFixture(clock);
    private final SessionService sessions = fixture.sessions;

    @Test
    void findsTheSessionOfACookie() {
        var started = sessions.start(SessionKind.PERSON, Optional.of("Anna"));

        assertThat(sessions.find(started.cookie())).contains(started.session());
        assertThat(sessions.find(SessionCookie.random())).isEmpty();
    }

    @Test
    void storesNothingThatOpensASession() {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());

        assertThat(started.session().key().value())
                .isNotEqualTo(started.cookie().value());
        assertThat(started.session().id().value())
                .isNotEqualTo(started.cookie().value().substring(0, 22));
    }

    @Test
    void endsAnIdleSessionAndKeepsAUsedOne() {
        var idle = sessions.start(SessionKind.PERSON, Optional.empty()).cookie();
        var used = sessions.start(SessionKind.PERSON, Optional.empty()).cookie();
        clock.advance(Duration.ofMinutes(40));
        assertThat(sessions.find(used)).isPresent();
        clock.advance(Duration.ofMinutes(20));

        assertThat(sessions.find(idle)).isEmpty();
        assertThat(sessions.find(used)).isPresent();
    }

    @Test
    void writesUseDownAtMostEveryTenthOfTheIdleTime() {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        var idleEnd = started.session().idleEnd();

        clock.advance(Duration.ofMinutes(5));
        assertThat(sessions.find(started.cookie()).orElseThrow().idleEnd()).isEqualTo(idleEnd);
        clock.advance(Duration.ofMinutes(1));
        assertThat(sessions.find(started.cookie()).orElseThrow().idleEnd()).isEqualTo(idleEnd.plusSeconds(360));
    }

    @Test
    void endsEverySessionAtItsAbsoluteEnd() {
        var cookie = sessions.start(SessionKind.PERSON, Optional.empty()).cookie();
        for (var halfHours = 0; halfHours < 30 * 48 - 1; halfHours++) {
            clock.advance(Duration.ofMinutes(30));
            assertThat(sessions.find(cookie)).isPresent();
        }
        clock.advance(Duration.ofMinutes(30));

        assertThat(sessions.find(cookie)).isEmpty();
    }

    @Test
    void rotatesToAnotherCookieAndKeepsTheRest() {
        var old = sessions.start(SessionKind.PERSON, Optional.of("Anna"));
        sessions.change(old.session(), attribute("a", "1"));

        var rotated = sessions.rotate(old.session());

        assertThat(sessions.find(old.cookie())).isEmpty();
        var found = sessions.find(rotated.cookie()).orElseThrow();
        assertThat(found.id()).isEqualTo(old.session().id());
        assertThat(found.attributes()).containsEntry("a", "1");
    }

    @Test
    void leadsOpenSocketsThroughRotations() {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        var second = sessions.rotate(started.session());
        var third = sessions.rotate(second.session());

        assertThat(sessions.touch(started.session().key()))
                .contains(third.session().key());
        assertThat(sessions.touch(third.session().key()))
                .contains(third.session().key());
    }

    @Test
    void countsAnOpenSocketAsUse() {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        clock.advance(Duration.ofMinutes(30));
        assertThat(sessions.touch(started.session().key())).isPresent();
        clock.advance(Duration.ofMinutes(45));

        assertThat(sessions.find(started.cookie())).isPresent();
    }

    @Test
    void leavesOneLiveCookieWhenManyRotateAtOnce() throws Exception {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        var outcomes = atOnce(8, () -> rotated(started.session()));

        var winners = outcomes.stream().flatMap(Optional::stream).toList();
        assertThat(winners).hasSize(1);
        assertThat(sessions.find(winners.get(0))).isPresent();
        assertThat(sessions.find(started.cookie())).isEmpty();
    }

    @Test
    void endsForGoodAndTellsWhoeverListens() {
        var told = new ArrayList<SessionId>();
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        var subscription = sessions.onEnd(told::add, () -> {});

        sessions.end(started.session().key());
        sessions.end(started.session().key());
        subscription.close();

        assertThat(sessions.find(started.cookie())).isEmpty();
        assertThat(sessions.touch(started.session().key())).isEmpty();
        assertThat(told).containsExactly(started.session().id());
    }

    @Test
    void endsASessionThatARotationHasJustMoved() {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        var rotated = sessions.rotate(started.session());

        sessions.end(started.session().key());

        assertThat(sessions.find(rotated.cookie())).isEmpty();
    }

    @Test
    void neverRevivesASessionThatEndedMeanwhile() {
        var started = sessions.start(SessionKind.PERSON, Optional.empty());
        sessions.end(started.session().key());

        assertMissing(() -> sessions.change(started.session(), attribute("a", "1")));
        assertMissing(() -> sessions.rotate(started.session()));
        assertThat(sessions.find(started.cookie())).isEmpty();
    }

    @Test
    void keepsEveryAttributeOfManyWriters() throws Exception {
        var session = sessions.start(SessionKind.PERSON, Optional.empty()).session();
        var names =
                new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> "a" + i).toList());
        atOnce(50, () -> {
            String name;
            synchronized (names) {
                name = names.remove(0);
            }
            return sessions.change(session, attribute(name, "1"));
        });

        assertThat(sessions.change(session, attribute("last", "1")).attributes())
                .hasSize(51);
    }

    @Test
    void boundsTheAttributesOfASession() {
        var session = sessions.start(SessionKind.PERSON, Optional.empty()).session();
        for (var i = 0; i < 64; i++) {
            sessions.change(session, attribute("a" + i, "1"));
        }
        var oneMore = attribute("b", "1");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> sessions.change(session, oneMore))
                .returns(Problem.INVALID, ProblemException::problem);

        sessions.change(session, new SessionChange(false, Optional.empty(), Map.of("a7", Optional.empty())));
        assertThat(sessions.change(session, oneMore).attributes()).hasSize(64).doesNotContainKey("a7");
    }

    @Test
    void givesLaterChangesGreaterVersions() {
        var session = sessions.start(SessionKind.PERSON, Optional.empty()).session();
        sessions.change(session, attribute("a", "1"));
        var first = fixture.records
                .find(session.key())
                .orElseThrow()
                .attributes()
                .get("a")
                .version();
        sessions.change(session, attribute("a", "2"));

        assertThat(fixture.records
                        .find(session.key())
                        .orElseThrow()
                        .attributes()
                        .get("a")
                        .version())
                .isEqualTo(first + 1);
    }

    @Test
    void refusesNewSessionsRatherThanForgetLiveOnes() {
        var small = new SessionFixture(clock, new MemoryBudget(20_000)).sessions;
        var first = small.start(SessionKind.PERSON, Optional.empty()).cookie();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> IntStream.range(0, 1_000)
                        .forEach(i -> small.start(SessionKind.PERSON, Optional.of("x".repeat(64)))))
                .returns(StoreException.Reason.FULL, StoreException::reason);
        assertThat(small.find(first)).isPresent();
    }

    private Optional<SessionCookie> rotated(Session session) {
        try {
            return Optional.of(sessions.rotate(session).cookie());
        } catch (ProblemException e) {
            assertThat(e.problem()).isEqualTo(Problem.SESSION_MISSING);
            return Optional.empty();
        }
    }

    private static SessionChange attribute(String name, String value) {
        return new SessionChange(false, Optional.empty(), Map.of(name, Optional.of(value)));
    }

    private static void assertMissing(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .returns(Problem.SESSION_MISSING, ProblemException::problem);
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        var threads = Executors.newFixedThreadPool(times);
        try {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
