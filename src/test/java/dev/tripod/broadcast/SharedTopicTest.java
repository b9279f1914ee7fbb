package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SharedTopicTest {
    private final List<String> told = new ArrayList<>();
    private final SharedTopic topic = new SharedTopic();

    SharedTopicTest() {
        topic.listeners.add(new Broadcaster.Listener() {
            @Override
            public void received(Envelope envelope) {
                told.add(envelope.payload());
            }

            @Override
            public void missed() {
                told.add("missed");
            }

            @Override
            public void gap() {
                told.add("gap");
            }
        });
    }

    private static Position at(long sequence) {
        return new Position(1, sequence);
    }

    private static Envelope entry(long sequence) {
        return new Envelope(new Topic("topic"), "other", Optional.of(at(sequence)), "e" + sequence);
    }

    private static Broadcaster.History history(long first, long last) {
        return new Broadcaster.History(
                LongStream.rangeClosed(first, last)
                        .mapToObj(SharedTopicTest::entry)
                        .toList(),
                true,
                at(last));
    }

    @Test
    void readsWhatIsMissingBeforeItDeliversWhatCameAfterIt() {
        assertThat(topic.received(entry(0))).isEmpty();
        assertThat(topic.received(entry(3))).contains(at(0));
        assertThat(topic.received(entry(4))).isEmpty();
        assertThat(told).containsExactly("e0");
        assertThat(topic.caughtUp(history(1, 3))).isEmpty();
        assertThat(told).containsExactly("e0", "e1", "e2", "e3", "e4");
    }

    @Test
    void saysThatEntriesAreGoneBeforeThoseThatFollow() {
        topic.received(entry(0));
        topic.received(entry(9));
        topic.caughtUp(
                new Broadcaster.History(List.of(entry(5), entry(6), entry(7), entry(8), entry(9)), false, at(9)));
        assertThat(told).containsExactly("e0", "missed", "e5", "e6", "e7", "e8", "e9");
    }

    @Test
    void readsOnceMoreWhatTheStreamLostWhileTheLogWasRead() {
        topic.received(entry(0));
        assertThat(topic.missedSome()).contains(at(0));
        assertThat(topic.missedSome()).isEmpty();
        assertThat(topic.caughtUp(history(1, 1))).contains(at(1));
        assertThat(topic.caughtUp(history(2, 2))).isEmpty();
        assertThat(told).containsExactly("e0", "gap", "gap", "e1", "e2");
    }

    @Test
    void readsAgainWhatCouldNotBeRead() {
        topic.received(entry(0));
        topic.received(entry(2));
        assertThat(topic.tryAgain()).contains(at(0));
        assertThat(topic.caughtUp(history(1, 2))).isEmpty();
        assertThat(told).containsExactly("e0", "e1", "e2");
    }

    @Test
    void beginsWhereTheLogWasReadFirst() {
        topic.reads();
        assertThat(topic.received(entry(6))).isEmpty();
        assertThat(topic.read(at(5))).isEmpty();
        assertThat(told).containsExactly("e6");
    }

    @Test
    void takesAnOwnEntryFromTheAnswerOnlyWhereTheStreamDoesNotBringIt() {
        topic.received(entry(0));
        assertThat(topic.placed(entry(2), true)).isEmpty();
        assertThat(topic.placed(entry(1), true)).isEmpty();
        assertThat(told).containsExactly("e0", "e1");
        assertThat(topic.placed(entry(2), false)).isEmpty();
        assertThat(told).containsExactly("e0", "e1", "e2");
    }

    /** Entries come late, twice or not at all, streams break, logs cannot be read: what is delivered has no gap. */
    @Test
    void deliversTheLogOnceAndInOrderWhateverTheStreamDoes() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var written = 0;
        var asked = Optional.<Position>empty();
        topic.received(entry(0));
        for (var step = 0; step < 5_000; step++) {
            var next = Optional.<Position>empty();
            switch (random.nextInt(8)) {
                case 0 -> written += random.nextInt(3); // nobody hears of these
                case 1 -> next = topic.missedSome();
                case 2 -> next = topic.received(entry(random.nextInt(written + 1))); // it comes a second time
                case 3 -> {
                    if (asked.isPresent()) {
                        var from = asked.get().sequence();
                        asked = random.nextInt(4) == 0 ? topic.tryAgain() : topic.caughtUp(history(from + 1, written));
                    }
                }
                default -> next = topic.received(entry(++written));
            }
            if (next.isPresent()) {
                assertThat(asked).as("one reading at a time, seed " + seed).isEmpty();
                asked = next;
            }
        }
        for (var open = asked.or(topic::missedSome); open.isPresent(); ) {
            open = topic.caughtUp(history(open.get().sequence() + 1, written));
        }
        assertThat(told.stream().filter(one -> !one.equals("gap")))
                .as("seed " + seed)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, written).mapToObj(i -> "e" + i).toList());
    }
}
