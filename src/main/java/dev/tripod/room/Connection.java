package dev.tripod.room;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes out over one socket: a bounded queue with one write under way. A slow reader first loses frames that may be
 * lost, then its connection; it never delays anybody else. Thread-safe; no method blocks.
 */
final class Connection {
    static final int MAX_FRAMES = 256;
    static final int MAX_CHARACTERS = 1 << 20;
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** A frame with what to do once it is written, or the close that ends the queue. */
    private record Item(String text, boolean droppable, Runnable written, int closeCode) {}

    private final Wire wire;
    private final RoomCounts counts;
    private final InstantSource clock;

    // All guarded by this.
    private final ArrayDeque<Supplier<String>> first = new ArrayDeque<>();
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private int characters;
    private boolean writing;
    private boolean ending;
    private boolean closed;
    /** The code that the queue ends with, 0 as long as it has no end. */
    private int lastCode;

    private @Nullable Instant writingSince;

    Connection(Wire wire, RoomCounts counts, InstantSource clock) {
        this.wire = wire;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Sends these before all that is queued. Each is made when its turn has come, and none counts towards the bounds: so
     * a reader that can't take all it has missed at once takes it at its own pace.
     */
    void sendFirst(List<Supplier<String>> frames) {
        synchronized (this) {
            if (ending) {
                return;
            }
            first.addAll(frames);
            if (writing) {
                return;
            }
            writing = true;
        }
        write();
    }

    /** Sends a frame that must arrive as long as the connection lives. */
    void send(RoomMessage message) {
        offer(new Item(RoomCodec.encode(message), false, Connection::nothing, 0));
    }

    /** Sends an encoded frame and tells when it is written. */
    void send(String text, Runnable written) {
        offer(new Item(text, false, written, 0));
    }

    /** Sends an encoded frame, unless the reader is too slow for it. */
    void sendIfRoom(String text) {
        offer(new Item(text, true, Connection::nothing, 0));
    }

    void send(String text) {
        offer(new Item(text, false, Connection::nothing, 0));
    }

    /** Sends what is queued, then closes; however much is queued, the code is this one. */
    void close(int code) {
        offer(new Item("", false, Connection::nothing, code));
    }

    /** Closes at once; what is queued is lost. If an end was queued already, it is that one which the peer is told. */
    void abort(int code) {
        int told;
        synchronized (this) {
            told = lastCode == 0 ? code : lastCode;
            ending = true;
            first.clear();
            queue.clear();
            characters = 0;
        }
        closeWire(told);
    }

    private void closeWire(int code) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        counts.closed(code);
        wire.close(code, CloseCode.reason(code));
    }

    /** Whether it is closed or about to be; what the peer still sends is of no use. */
    synchronized boolean over() {
        return ending;
    }

    void ping() {
        wire.ping();
    }

    private static void nothing() {}

    /** Whether the peer has not taken a frame for so long that it is given up. */
    synchronized boolean stalled() {
        var since = writingSince;
        return since != null && since.plus(PATIENCE).isBefore(clock.instant());
    }

    /** How many frames wait. */
    synchronized int waiting() {
        return queue.size();
    }

    private void offer(Item item) {
        synchronized (this) {
            var end = item.closeCode() != 0;
            if (ending || (!end && !makeRoom(item))) {
                return;
            }
            ending = end;
            lastCode = item.closeCode();
            queue.addLast(item);
            characters += item.text().length();
            if (writing) {
                return;
            }
            writing = true;
        }
        write();
    }

    /** Drops what may be dropped until the item fits; false when it does not, and then this is over or it was dropped. */
    private boolean makeRoom(Item item) {
        while (queue.size() >= MAX_FRAMES || characters + item.text().length() > MAX_CHARACTERS) {
            if (!dropOne()) {
                if (item.droppable()) {
                    counts.dropped();
                } else {
                    abort(CloseCode.SLOW_READER);
                }
                return false;
            }
        }
        return true;
    }

    private boolean dropOne() {
        for (Iterator<Item> items = queue.iterator(); items.hasNext(); ) {
            var item = items.next();
            if (item.droppable()) {
                items.remove();
                counts.dropped();
                characters -= item.text().length();
                return true;
            }
        }
        return false;
    }

    /** Writes until the queue is empty or a write goes on in the background; only ever one caller at a time. */
    private void write() {
        for (Item item = next(); item != null; item = next()) {
            var current = item;
            if (current.closeCode() != 0) {
                closeWire(current.closeCode());
                return;
            }
            // Whoever comes second, the return from the call or the call back, goes on with the queue.
            var second = new AtomicBoolean();
            wire.send(current.text(), good -> {
                if (good) {
                    current.written().run();
                }
                if (second.getAndSet(true)) {
                    write();
                }
            });
            if (!second.getAndSet(true)) {
                return;
            }
        }
    }

    private synchronized @Nullable Item next() {
        var item = poll();
        writing = item != null;
        writingSince = item == null ? null : clock.instant();
        return item;
    }

    private @Nullable Item poll() {
        var made = first.pollFirst();
        if (made != null) {
            return new Item(made.get(), false, Connection::nothing, 0);
        }
        var item = queue.pollFirst();
        if (item != null) {
            characters -= item.text().length();
        }
        return item;
    }
}
