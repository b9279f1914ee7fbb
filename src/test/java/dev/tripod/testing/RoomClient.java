package dev.tripod.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A participant that behaves as docs/protocol.md asks of clients: comes back by itself, to the next of its servers, with
 * its position, and sends again what was not acknowledged. Keeps a record of all it sees.
 */
public final class RoomClient implements AutoCloseable, RoomLine.Owner {
    private static final Set<Integer> FINAL = Set.of(4400, 4401, 4403, 4404, 4409);
    private static final long LONGEST_WAIT_MS = 1_000;
    private static final Duration UNAVAILABLE_WAIT = Duration.ofMillis(250);
    private static final Duration WELCOME_LIMIT = Duration.ofSeconds(5);
    static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(2, work -> {
        var thread = new Thread(work, "room-clients");
        thread.setDaemon(true);
        return thread;
    });

    private final RoomSeat seat;
    private final List<URI> servers;
    private final RoomRecord record = new RoomRecord();

    // Guarded by this, as all that follows.
    private final RoomOutbox outbox = new RoomOutbox();
    private int server;
    private int failures;
    private boolean welcomed;
    private boolean over;
    private long lastFrame;
    private RoomLine line;

    private RoomClient(RoomSeat seat, List<URI> servers) {
        this.seat = seat;
        this.servers = servers;
    }

    /** Begins to enter by the first of the servers; the others are for later. */
    public static RoomClient enter(RoomSeat seat, List<URI> servers) {
        var client = new RoomClient(seat, List.copyOf(servers));
        client.connect();
        return client;
    }

    public RoomRecord record() {
        return record;
    }

    private synchronized void connect() {
        if (over) {
            return;
        }
        welcomed = false;
        var opened = RoomLine.open(servers.get(server % servers.size()), seat, this);
        line = opened;
        var position = record.position();
        opened.say(
                position.isEmpty() ? "{\"type\":\"hello\"}" : "{\"type\":\"hello\",\"position\":\"" + position + "\"}");
        after(WELCOME_LIMIT, () -> cutUnlessWelcomed(opened));
    }

    private synchronized void cutUnlessWelcomed(RoomLine opened) {
        if (line == opened && !welcomed) {
            opened.cut();
        }
    }

    @Override
    public synchronized void received(RoomLine from, JsonNode frame) {
        if (from != line) {
            return;
        }
        lastFrame = System.nanoTime();
        record.note(frame);
        var id = frame.path("id").asText();
        switch (frame.path("type").asText()) {
            case "welcome" -> {
                welcomed = true;
                failures = 0;
                outbox.waiting().forEach(line::say);
            }
            case "ack" -> outbox.acknowledged(id);
            case "error" -> {
                if (frame.path("code").asText().equals("unavailable")) {
                    outbox.unavailable(id);
                    after(UNAVAILABLE_WAIT, () -> sayAgain(id));
                } else {
                    outbox.refused(id);
                }
            }
            default -> {} // it is in the record
        }
    }

    private synchronized void sayAgain(String id) {
        if (welcomed) {
            outbox.waiting(id).ifPresent(line::say);
        }
    }

    @Override
    public synchronized void closed(RoomLine from, int code) {
        record.closed(code);
        if (from != line) {
            return;
        }
        welcomed = false;
        over |= FINAL.contains(code);
        if (!over) {
            server++;
            after(Duration.ofMillis(Math.min(LONGEST_WAIT_MS, 20L << failures)), this::connect);
            failures = Math.min(failures + 1, 10);
        }
    }

    /** Sends a log message with the next id, now or once it is back, until it is acknowledged. Answers the id. */
    public String log(String data) {
        return send("log", "", data);
    }

    /** Sends a signal to one participant, in the same way; answers its id. */
    public String signal(String to, String data) {
        return send("signal", ",\"to\":\"" + to + "\"", data);
    }

    private synchronized String send(String kind, String to, String data) {
        var id = outbox.put(kind, to, data);
        outbox.waiting(id).filter(frame -> welcomed).ifPresent(line::say);
        return id;
    }

    /** Sends an ephemeral message to all, if it is connected. */
    public synchronized void ephemeral(String data) {
        if (welcomed) {
            line.say(outbox.once("ephemeral", data));
        }
    }

    /** Says something of itself. */
    public synchronized void state(String json) {
        line.say("{\"type\":\"state\",\"state\":" + json + "}");
    }

    public synchronized boolean isWelcomed() {
        return welcomed;
    }

    /** The ids of the log messages that were acknowledged. */
    public synchronized Set<String> acknowledged() {
        return outbox.acknowledgedLogs();
    }

    /** Whether a message was refused for a time, so that later ones may have come before it. */
    synchronized boolean wasUnavailable(String id) {
        return outbox.wasUnavailable(id);
    }

    /** How many messages wait for their acknowledgement. */
    public synchronized int unacknowledged() {
        return outbox.size();
    }

    /** Breaks its connection; it comes back by the next server. */
    public synchronized void cut() {
        line.cut();
    }

    /** From now on does not come back when its connection is lost. */
    public synchronized void staysAway() {
        over = true;
    }

    /** Whether it is there or will come back. */
    public synchronized boolean takesPart() {
        return welcomed || !over;
    }

    /** From now on takes a server that says nothing for so long for dead, and goes to the next one. */
    public synchronized void losesPatienceAfter(Duration silence) {
        if (welcomed && System.nanoTime() - lastFrame > silence.toNanos()) {
            line.cut();
        } else if (welcomed) {
            line.say("{\"type\":\"ping\"}");
        }
        if (!over) {
            after(silence.dividedBy(4), () -> losesPatienceAfter(silence));
        }
    }

    private static void after(Duration wait, Runnable work) {
        var unused = TIMER.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says goodbye. */
    @Override
    public synchronized void close() {
        over = true;
        line.goodbye();
    }
}
