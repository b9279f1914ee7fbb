package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.broadcast.Channels.Listening;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that stays open and gets a line for each event. Events wait in a queue that one thread at a time empties; who
 * reads so slowly that it grows beyond its bound is cut off, since it would miss some. A comment now and then shows
 * whether the reader is still there.
 */
final class EventStream implements AsyncListener {
    private static final int MOST_WAITING = 1024 * 1024;
    private static final int PULSE_SECONDS = 15;
    private static final byte[] PULSE = ":\n\n".getBytes(UTF_8);
    private static final Answer NOTHING_HEARD = Answer.unavailable("ERR the store cannot be reached at the moment", 2);

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final Executor writers;
    private final Consumer<EventStream> whenOver;
    private final Future<?> pulse;

    // Guarded by this.
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final List<Listening> listenings = new ArrayList<>();
    private int waitingBytes;
    private int number;
    private boolean isWriting;
    private boolean isEnding;

    /** Belongs to the thread that writes; one hands it to the next under this object's monitor. */
    private boolean hasBegun;

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
            if (!isEnding) {
                listenings.add(listening);
                return;
            }
        }
        listening.close();
    }

    /** Numbers the channels of this stream. */
    synchronized int nextNumber() {
        return ++number;
    }

    /** Sends an event; each of its lines, if it has several, as a line of data. */
    void send(String event) {
        enqueue(("data: " + event.replaceAll("\r\n|\r|\n", "\ndata: ") + "\n\n").getBytes(UTF_8));
    }

    private synchronized void beat() {
        if (hasBegun && waiting.isEmpty()) {
            enqueue(PULSE);
        }
    }

    private synchronized void enqueue(byte[] line) {
        if (isEnding) {
            return;
        }
        if (waitingBytes + line.length > MOST_WAITING) {
            waiting.clear();
            ended();
            return;
        }
        waiting.add(line);
        waitingBytes += line.length;
        write();
    }

    /** Ends the answer when what waits has been written. */
    synchronized void ended() {
        isEnding = true;
        write();
    }

    /** Guarded by this. */
    private void write() {
        if (isWriting) {
            return;
        }
        isWriting = true;
        try {
            writers.execute(this::writeAll);
        } catch (RejectedExecutionException e) {
            isWriting = false; // the application stops, and the server ends its answers
        }
    }

    private void writeAll() {
        try {
            for (var line = next(); line != null; line = next()) {
                begin();
                response.getOutputStream().write(line);
                response.flushBuffer();
            }
        } catch (IOException | RuntimeException e) {
            over(); // the reader has gone
        }
    }

    private void begin() {
        if (!hasBegun) {
            hasBegun = true;
            response.setContentType("text/event-stream");
            response.setHeader("X-Accel-Buffering", "no");
        }
    }

    /** What to write next; without anything this thread's turn is over, and at the end so is the answer. */
    private byte @Nullable [] next() throws IOException {
        synchronized (this) {
            var line = waiting.poll();
            if (line != null) {
                waitingBytes -= line.length;
                return line;
            }
            if (!isEnding) {
                isWriting = false;
                return null;
            }
        }
        if (!hasBegun) {
            hasBegun = true;
            NOTHING_HEARD.write(response);
        }
        over();
        return null;
    }

    /** The turn of the thread that writes never ends any more. */
    private void over() {
        release();
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // the server has completed it
        }
    }

    private void release() {
        pulse.cancel(false);
        whenOver.accept(this);
        List<Listening> all;
        synchronized (this) {
            isEnding = true;
            waiting.clear();
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
