package dev.tripod.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A wire whose peer takes frames at once, or when a test says so. */
final class FakeWire implements Wire {
    final List<String> sent = new ArrayList<>();
    final List<Integer> closes = new ArrayList<>();
    int pings;
    private final List<Consumer<Boolean>> pending = new ArrayList<>();
    private boolean reading = true;

    FakeWire stopReading() {
        reading = false;
        return this;
    }

    /** Takes the frame that is under way. */
    void takeOne() {
        pending.remove(0).accept(true);
    }

    /** Reads from now on, at first what is under way. */
    void read() {
        reading = true;
        while (!pending.isEmpty()) {
            takeOne();
        }
    }

    @Override
    public void send(String text, Consumer<Boolean> done) {
        sent.add(text);
        if (reading) {
            done.accept(true);
        } else {
            pending.add(done);
        }
    }

    int underWay() {
        return pending.size();
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(int code, String reason) {
        closes.add(code);
    }
}
