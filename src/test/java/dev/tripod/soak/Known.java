package dev.tripod.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the answers that came so far say of a session. One thread at a time. */
final class Known {
    /** Longer than what is asked last may be under way. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** What became of it. */
    enum State {
        LIVE,
        /** Its end was asked for, and nobody knows whether it came. */
        ENDING,
        ENDED,
        /** Left alone, so that it ends by itself. */
        ASLEEP,
        /** Its new cookie got lost with an answer. */
        LOST
    }

    private final Duration idle;
    /** By attribute, the last number that was acknowledged, and the last that was tried. */
    private final Map<String, Integer> acknowledged = new TreeMap<>();

    private final Map<String, Integer> tried = new TreeMap<>();
    /** Those that a rotation or the end has left. */
    private final List<String> formerCookies = new ArrayList<>();

    private State state = State.LIVE;
    private boolean keptBySocket;
    private long lastUse = System.nanoTime();

    /** Of a session that has just begun, and lives so long unused. */
    Known(Duration idle) {
        this.idle = idle;
    }

    State state() {
        return state;
    }

    void isNow(State now) {
        state = now;
    }

    List<String> formerCookies() {
        return formerCookies;
    }

    /** The next number to try for an attribute. */
    int next(String attribute) {
        return tried.merge(attribute, 1, Integer::sum);
    }

    void acknowledged(String attribute, int number) {
        acknowledged.put(attribute, number);
    }

    /** How the attributes that are shown contradict what was acknowledged. */
    List<String> contradictions(JsonNode shown) {
        return acknowledged.entrySet().stream()
                .filter(entry -> {
                    var value = shown.path(entry.getKey()).asInt();
                    return value < entry.getValue() || value > tried.get(entry.getKey());
                })
                .map(entry -> "%s is %s, but %d was acknowledged and %d tried last"
                        .formatted(
                                entry.getKey(),
                                shown.path(entry.getKey()),
                                entry.getValue(),
                                tried.get(entry.getKey())))
                .toList();
    }

    void used() {
        lastUse = System.nanoTime();
    }

    /** From now on nothing but an open socket uses it. */
    void isKeptBySocket() {
        keptBySocket = true;
    }

    Duration unused() {
        return keptBySocket ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastUse);
    }

    /** Use is written down at most every tenth of the idle time. */
    boolean mayHaveEnded() {
        return unused().compareTo(idle.multipliedBy(9).dividedBy(10).minus(MARGIN)) > 0;
    }

    boolean mustHaveEnded() {
        return unused().compareTo(idle.plus(MARGIN)) > 0;
    }
}
