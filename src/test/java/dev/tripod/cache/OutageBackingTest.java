package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.store.LocalStores;
import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException;
import dev.tripod.store.StoreException.Reason;
import dev.tripod.testing.ManualClock;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an instance does while the store is away, and afterwards. */
class OutageBackingTest {
    private final ManualClock clock = new ManualClock();
    private final CuttableStore store = new CuttableStore(LocalStores.with(clock));
    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final OutageBacking here = backing(WhenAway.GO_ON, budget);
    private final StoreBacking others = inStore();

    private StoreBacking inStore() {
        return new StoreBacking(
                store, "test:", new KeyText(new JavaCodec(getClass().getClassLoader())), clock);
    }

    private OutageBacking backing(WhenAway whenAway, MemoryBudget memory) {
        SlotMerger merger = (before, mine, theirs) -> slot(
                        "%s+%s from %s".formatted(text(mine), text(theirs), before == null ? "nothing" : text(before)),
                        Slot.ETERNAL)
                .held;
        return new OutageBacking(
                inStore(),
                whenAway,
                merger,
                new LocalBacking(new MemoryBudget(1 << 20), TripodConfiguration.WhenFull.EVICT, clock),
                new PendingChanges(memory),
                clock);
    }

    private static Slot slot(String text, long end) {
        return new Slot(new Encoded(text.getBytes(StandardCharsets.UTF_8)), end, 100);
    }

    private Slot lasting(String text) {
        return slot(text, clock.millis() + 60_000);
    }

    private static @Nullable String text(@Nullable Slot slot) {
        return slot == null ? null : new String(((Encoded) slot.held).bytes, StandardCharsets.UTF_8);
    }

    private boolean change(String to) {
        return here.swap("key", here.read("key"), lasting(to));
    }

    @Test
    void goesOnWithWhatItHasSeen() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);

        assertThat(text(here.read("key"))).isEqualTo("seen");
        assertThat(change("changed")).isTrue();
        assertThat(text(here.read("key"))).isEqualTo("changed");
    }

    @Test
    void saysThatWhatItHasNotSeenIsUnavailable() {
        store.cut(Reason.UNAVAILABLE);

        assertThatThrownBy(() -> here.read("key")).isInstanceOf(StoreException.class);
    }

    @Test
    void takesWhatItHasNotSeenForAbsentWhereThatIsAllowed() {
        var counting = backing(WhenAway.GO_ON_FROM_NOTHING, budget);
        store.cut(Reason.UNAVAILABLE);

        assertThat(counting.read("key")).isNull();
        assertThat(counting.swap("key", null, lasting("1"))).isTrue();
        assertThat(counting.swap("key", null, lasting("1"))).isFalse();
    }

    @Test
    void readsCopiesButRefusesChangesWhereThatIsWanted() {
        var reading = backing(WhenAway.READ_COPIES, budget);
        reading.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);

        assertThat(text(reading.read("key"))).isEqualTo("seen");
        assertThatThrownBy(() -> reading.put("key", lasting("changed"))).isInstanceOf(StoreException.class);
    }

    @Test
    void forgetsWhatAnotherInstanceIsSaidToHaveChanged() {
        here.put("key", lasting("seen"));
        here.forget("key");
        store.cut(Reason.UNAVAILABLE);

        assertThatThrownBy(() -> here.read("key")).isInstanceOf(StoreException.class);
    }

    @Test
    void writesManyChangesOfAKeyBackAsOneWithTheRemainingLife() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);
        for (var i = 0; i < 10; i++) {
            change("change " + i);
        }
        clock.advance(Duration.ofSeconds(20));
        store.mend();

        assertThat(here.pending().size()).isEqualTo(1);
        assertThat(store.during(() -> here.writeBack("key"))).containsExactly("SET");
        assertThat(text(others.read("key"))).isEqualTo("change 9");
        assertThat(store.execute(Command.of("PTTL", "test:key")).join()).isEqualTo(new Reply.Int(40_000));
        assertThat(here.pending().size()).isZero();
    }

    @Test
    void answersFromHereUntilTheChangeIsWrittenBack() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);
        change("changed");
        store.mend();

        assertThat(text(here.read("key"))).isEqualTo("changed");
        assertThat(change("changed again")).isTrue();
        here.writeBack("key");
        assertThat(text(others.read("key"))).isEqualTo("changed again");
    }

    @Test
    void mergesWithWhatOthersHaveWrittenMeanwhileAndKeepsTheLongerLife() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);
        change("mine");
        store.mend();
        others.put("key", slot("theirs", clock.millis() + 90_000));
        var written = new ArrayList<>();
        here.onWritten(written::add);

        here.writeBack("key");

        assertThat(text(others.read("key"))).isEqualTo("mine+theirs from seen");
        assertThat(store.execute(Command.of("PTTL", "test:key")).join()).isEqualTo(new Reply.Int(90_000));
        assertThat(written).isEqualTo(List.of("key"));
    }

    @Test
    void removesWhatWasRemovedHereOverAnyNewerWrite() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);
        assertThat(text(here.exchange("key", null))).isEqualTo("seen");
        store.mend();
        others.put("key", lasting("theirs"));

        here.writeBack("key");

        assertThat(others.read("key")).isNull();
    }

    @Test
    void doesNotBringBackWhatEndedBeforeItWasWritten() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);
        change("changed");
        store.mend();
        clock.advance(Duration.ofSeconds(61));

        assertThat(store.during(() -> here.writeBack("key"))).isEmpty();
        assertThat(here.pending().size()).isZero();
    }

    @Test
    void writesAChangeWhoseOutcomeWasUnknownNoSecondTime() {
        store.cut(Reason.OUTCOME_UNKNOWN);
        assertThat(here.swap("key", null, lasting("new"))).isTrue();
        store.mend();

        assertThat(store.during(() -> here.writeBack("key"))).containsExactly("SET", "GET");
        assertThat(text(others.read("key"))).isEqualTo("new");
    }

    @Test
    void keepsAChangeThatCameWhileAnEarlierOneWasWritten() {
        here.put("key", lasting("seen"));
        store.cut(Reason.UNAVAILABLE);
        change("first");
        store.mend();
        var during = new ArrayList<Runnable>(List.of(() -> change("second")));
        store.whenAsked(() -> {
            if (!during.isEmpty()) {
                during.remove(0).run();
            }
        });

        here.writeBack("key");

        assertThat(text(here.read("key"))).isEqualTo("second");
        here.writeBack("key");
        assertThat(text(others.read("key"))).isEqualTo("second");
        assertThat(here.pending().size()).isZero();
    }

    @Test
    void keepsChangesOnThisInstanceWhileItsTokenOnlyReads() {
        here.put("key", lasting("seen"));
        store.cut(Reason.READ_ONLY);

        here.put("key", lasting("changed"));

        assertThat(text(here.read("key"))).isEqualTo("changed");
    }

    @Test
    void refusesMoreChangesThanThereIsMemoryFor() {
        var small = backing(WhenAway.GO_ON, new MemoryBudget(250));
        store.cut(Reason.UNAVAILABLE);
        small.put("one", lasting("1"));
        small.put("two", lasting("2"));

        assertThatThrownBy(() -> small.put("three", lasting("3")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL));
        assertThat(small.pending().size()).isEqualTo(2);
    }
}
