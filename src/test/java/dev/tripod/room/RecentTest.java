package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<Integer> recent = new Recent<>();

    @Test
    void forgetsTheOldestOfMoreThan512() {
        for (var i = 0; i <= 512; i++) {
            recent.put("t" + i, i);
        }
        assertThat(recent.contains("t0")).isFalse();
        assertThat(recent.contains("t1")).isTrue();
    }

    @Test
    void makesAThingOnceAlsoWhenTheMakerNotesIt() {
        assertThat(recent.computeIfAbsent("a", () -> {
                    recent.put("a", 1);
                    return 2;
                }))
                .isEqualTo(2);
        assertThat(recent.computeIfAbsent("a", () -> 3)).isEqualTo(2);
        recent.remove("a");
        assertThat(recent.contains("a")).isFalse();
    }
}
