package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody with a session who goes on using it whatever befalls the store. Each answer is looked at for what trouble must
 * never do: no 500, no cookie deleted. For any thread.
 */
final class Regular {
    /** Faults cost 2 seconds at most; measured with room for a machine that does other things too. */
    static final Duration FAULT = Duration.ofSeconds(3);

    /** With the breaker open a call loses less than 50 ms, or three times that on a busy machine. */
    static final Duration WHILE_OPEN = Duration.ofMillis(150);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Browser browser;
    private final List<Duration> times = Collections.synchronizedList(new ArrayList<>());

    private Regular(Browser browser) {
        this.browser = browser;
    }

    /** Somebody new at this instance. */
    static Regular at(URI instance) {
        return new Regular(Instances.GUESTS.person(instance));
    }

    /** The same person at another instance; times are counted anew. */
    Regular moved(URI other) {
        return new Regular(browser.at(other));
    }

    Browser browser() {
        return browser;
    }

    /** Looks at the session, for which a copy may do. */
    Browser.Answer read() {
        return noted(() -> browser.get("/api/sessions/current"));
    }

    /** Sets an attribute, for which the store is asked. */
    Browser.Answer write(String attribute, int value) {
        return noted(() ->
                browser.patch("/api/sessions/current", "{\"attributes\":{\"%s\":%d}}".formatted(attribute, value)));
    }

    /** Sets the attribute {@code n} to a number that nobody has set before, and answers the number; has to work. */
    int write() {
        var number = NUMBERS.incrementAndGet();
        var answer = write("n", number);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return number;
    }

    /** What the attribute {@code n} is here; 0 when there is no such session, or nobody can say. */
    int value() {
        return read().json().path("attributes").path("n").asInt();
    }

    /** Ends the session; its cookie goes, so this is not looked at. */
    Browser.Answer end() {
        return browser.delete("/api/sessions/current");
    }

    private interface Call {
        Browser.Answer make();
    }

    private Browser.Answer noted(Call call) {
        var begin = System.nanoTime();
        var answer = call.make();
        times.add(Duration.ofNanos(System.nanoTime() - begin));
        assertThat(answer.status()).as(answer.text()).isNotEqualTo(500);
        if (answer.status() != 401) {
            assertThat(answer.header("Set-Cookie")).as("a cookie is set anew").isEmpty();
        }
        return answer;
    }

    /** The longest that a call took so far. */
    Duration slowest() {
        return List.copyOf(times).stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Begins to measure anew. */
    void forgetTimes() {
        times.clear();
    }

    /**
     * How much longer half of so many writes take than a call that never asks the store, made in turns: a busy machine
     * slows down both. Zero when they do not.
     */
    Duration extra(int writes) {
        var others = new ArrayList<Duration>();
        forgetTimes();
        for (var i = 0; i < writes; i++) {
            write();
            var begin = System.nanoTime();
            browser.get("/health/live");
            others.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        var extra = median(List.copyOf(times)).minus(median(others));
        return extra.isNegative() ? Duration.ZERO : extra;
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
