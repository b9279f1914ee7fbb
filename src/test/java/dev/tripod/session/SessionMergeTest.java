package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a session that two instances changed while they could not see each other. */
class SessionMergeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionRecord before = SessionRecord.begin(
                    SessionKind.PERSON, Optional.of("Desk"), START, Duration.ofHours(1), Duration.ofDays(30))
            .changed(setting("theme", "\"light\""), START);

    private static SessionChange setting(String name, String value) {
        return new SessionChange(false, Optional.empty(), Map.of(name, Optional.of(value)));
    }

    private static SessionChange renaming(String name) {
        return new SessionChange(true, Optional.of(name), Map.of());
    }

    private static Instant after(int seconds) {
        return START.plusSeconds(seconds);
    }

    private SessionRecord merged(SessionRecord here, SessionRecord there) {
        return SessionRecord.merged(Optional.of(before), here, there);
    }

    private static String value(SessionRecord session, String attribute) {
        return session.attributes().get(attribute).value().orElse("removed");
    }

    @Test
    void keepsAttributesOfBothSides() {
        var merged = merged(before.changed(setting("a", "1"), after(1)), before.changed(setting("b", "2"), after(2)));

        assertThat(merged.attributes()).containsKeys("theme", "a", "b");
    }

    @Test
    void keepsTheLaterValueOfAnAttributeWhicheverSideItIsOn() {
        var early = before.changed(setting("theme", "\"dark\""), after(1));
        var late = before.changed(setting("theme", "\"blue\""), after(2));

        assertThat(value(merged(early, late), "theme")).isEqualTo("\"blue\"");
        assertThat(value(merged(late, early), "theme")).isEqualTo("\"blue\"");
    }

    @Test
    void doesNotBringARemovedAttributeBack() {
        var removed =
                before.changed(new SessionChange(false, Optional.empty(), Map.of("theme", Optional.empty())), after(1));

        assertThat(value(merged(removed, before), "theme")).isEqualTo("removed");
        assertThat(value(merged(before, removed), "theme")).isEqualTo("removed");
    }

    @Test
    void takesTheNameThatWasChanged() {
        assertThat(merged(before.changed(renaming("Mine"), after(1)), before).name())
                .contains("Mine");
        assertThat(merged(before, before.changed(renaming("Theirs"), after(1))).name())
                .contains("Theirs");
    }

    @Test
    void livesAsLongAsTheLongerOfBoth() {
        var used = before.usedUntil(after(7200));

        assertThat(merged(used, before).idleEnd()).isEqualTo(after(7200));
        assertThat(merged(before, used).idleEnd()).isEqualTo(after(7200));
    }

    @Test
    void staysEndedWhicheverSideHasEndedItAndWhateverTheOtherDid() {
        var ended = before.endedAt(after(1));
        var later = before.changed(setting("a", "1"), after(9));

        assertThat(merged(ended, later)).isEqualTo(ended);
        assertThat(merged(later, ended)).isEqualTo(ended);
    }
}
