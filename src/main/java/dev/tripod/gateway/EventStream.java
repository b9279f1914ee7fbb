package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.broadcast.Channels.Listening;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An answer that stays open and gets a line for each event. Events wait in a queue that one thread at a time empties; who
 * reads so slowly that it grows beyond its bound is cut off, since it would miss some. A comment now and then shows
 * whether the reader is still there.
 */
final class EventStream implements AsyncListener {
    private static final int PULSE_SECONDS = 15;
    private static final byte[] PULSE = ":\n\n".getBytes(UTF_8);
    private static final Answer NOTHING_HEARD = Answer.unavailable("ERR the store cannot be reached at the moment", 2);

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final Executor writers;
    private final Consumer<EventStream> whenOver;
    private final Future<?> pulse;
    private final EventQueue queue = new EventQueue();
    /** Set by whoever has the queue's turn, read by the timer. */
    private volatile boolean hasBegun;

    // Guarded by this; nothing is called while it is held.
    private final List<Listening> listenings = new ArrayList<>();
    private int number;

    EventStream(
            HttpServletRequest request,
            HttpServletResponse response,
            Executor writers,
            ScheduledExecutorService timer,
            Consumer<EventStream> whenOver) {
        this.response = response;
        this.writers = writers;
        this.whenOver = whenOver;
        context = request.startAsync(request, response);
        context.setTimeout(0);
        context.addListener(this);
        pulse = timer.scheduleWithFixedDelay(this::beat, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes what ends with the stream. */
    void listens(Listening listening) {
        synchronized (this) {
            listenings.add(listening);
        }
        if (queue.isEnding()) { // it ended before it was taken
            stopListening();
        }
    }

    /** Numbers the channels of this stream. */
    synchronized int nextNumber() {
        return ++number;
    }

    /** Sends an event; each of its lines, if it has several, as a line of data. */
    void send(String event) {
        var lines = "data: " + event.replaceAll("\r\n|\r|\n", "\ndata: ") + "\n\n";
        if (!queue.add(lines.getBytes(UTF_8))) {
            release();
        }
        write();
    }

    private void beat() {
        if (hasBegun && queue.isEmpty() && queue.add(PULSE)) {
            write();
        }
    }

    /** Ends the answer when what waits has been written. */
    void ended() {
        queue.end();
        write();
    }

    private void write() {
        if (queue.take()) {
            try {
                writers.execute(this::writeAll);
            } catch (RejectedExecutionException e) {
                queue.giveBack(); // the application stops, and the server ends its answers
            }
        }
    }

    private void writeAll() {
        try {
            for (var next = queue.next(); next.isPresent(); next = queue.next()) {
                if (next.get() == EventQueue.END) {
                    finish();
                    return;
                }
                write(next.get());
            }
        } catch (IOException | RuntimeException e) {
            over(); // the reader has gone
        }
    }

    private void write(byte... lines) throws IOException {
        if (!hasBegun) {
            hasBegun = true;
            response.setContentType("text/event-stream");
            response.setHeader("X-Accel-Buffering", "no");
            response.flushBuffer(); // Open Liberty keeps what is written along with the head until the next line
        }
        response.getOutputStream().write(lines);
        response.flushBuffer();
    }

    private void finish() throws IOException {
        if (!hasBegun) {
            NOTHING_HEARD.write(response);
        }
        over();
    }

    private void over() {
        release();
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // the server has completed it
        }
    }

    private void release() {
        queue.cut();
        pulse.cancel(false);
        whenOver.accept(this);
        stopListening();
    }

    private void stopListening() {
        List<Listening> all;
        synchronized (this) {
            all = List.copyOf(listenings);
            listenings.clear();
        }
        all.forEach(Listening::close);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        release();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        over();
    }

    @Override
    public void onError(AsyncEvent event) {
        over();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // nobody starts it again
    }
}
