package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls. The first ones go out at once; what comes while a few requests are under way rides together in the next
 * one. Requests that take long hold nobody up: further ones go out beside them, up to a limit.
 */
final class Traffic {
    /** Beside them there is room for one probe and one stream, which makes 32 connections. */
    static final int UNDER_WAY = 30;

    private static final int PROMPT = 4;
    private static final Duration SLOW = Duration.ofMillis(100);

    private final Transport transport;
    private final Health health;
    private final CommandMeter meter;
    private final Workers workers;
    private final InstantSource clock;
    private final Limits limits;
    /** All that have got no replies yet; added before they enter, removed by whoever answers, read after closing. */
    private final Set<Call> live = ConcurrentHashMap.newKeySet();
    /** All guarded by this object's monitor; nothing is sent or completed while it is held. */
    private final Lines lines = new Lines();

    private int underWay;
    private int prompt;
    private boolean isClosed;

    Traffic(
            Transport transport,
            Health health,
            CommandMeter meter,
            Workers workers,
            InstantSource clock,
            Limits limits) {
        this.transport = transport;
        this.health = health;
        this.meter = meter;
        this.workers = workers;
        this.clock = clock;
        this.limits = limits;
    }

    void submit(Call call) {
        if (health.isOpen()) {
            call.fail(UpstashException.open());
            return;
        }
        var left = call.left(clock.instant());
        if (left.isNegative() || left.isZero()) {
            call.timeIsUp();
            return;
        }
        live.add(call);
        if (!enter(call)) {
            live.remove(call);
            call.fail(UpstashException.notRun(Kind.BUSY, "too many commands wait already, or the client is closed"));
            return;
        }
        var timer = workers.after(left, call::timeIsUp);
        var unused = call.promise().whenComplete((replies, failure) -> {
            timer.cancel(false);
            live.remove(call);
        });
        dispatch();
    }

    private synchronized boolean enter(Call call) {
        if (isClosed || lines.waiting() >= limits.waiting()) {
            return false;
        }
        lines.add(call);
        return true;
    }

    private void dispatch() {
        for (var batch = next(); batch.isPresent(); batch = next()) {
            send(batch.get());
        }
    }

    private synchronized Optional<Batch> next() {
        if (isClosed || prompt >= PROMPT || underWay >= UNDER_WAY) {
            return Optional.empty();
        }
        var batch = lines.take();
        if (batch.isPresent()) {
            underWay++;
            prompt++;
        }
        return batch;
    }

    private void send(Batch batch) {
        batch.calls().forEach(Call::sending);
        var slow = workers.after(SLOW, () -> {
            noLongerPrompt(batch);
            dispatch();
        });
        var left = batch.left(clock.instant());
        var time = left.compareTo(limits.command()) < 0 ? left : limits.command();
        var unused = transport
                .post(batch.path(), batch.body(), time, batch.answerBytes(limits.answerBytes()))
                .thenApply(answer -> Answers.replies(answer, batch.commands(), batch.hasSeveralCommands()))
                .whenComplete((replies, failure) -> {
                    settle(batch, replies, failure);
                    slow.cancel(false);
                });
    }

    private synchronized void noLongerPrompt(Batch batch) {
        if (!batch.isSlow()) {
            batch.becomeSlow();
            prompt--;
        }
    }

    private void settle(Batch batch, @Nullable List<Reply> replies, @Nullable Throwable failure) {
        if (replies != null) {
            meter.request(batch.commands());
            health.answered(replies);
            moveOn(batch, List.of());
            batch.deliver(replies); // before the next request goes out: it takes along what is asked for at once
            over(batch);
        } else {
            failed(batch, Transport.explained(failure == null ? new IllegalStateException() : failure));
        }
        if (health.isOpen()) {
            drain().forEach(call -> call.fail(UpstashException.open()));
        }
    }

    private void failed(Batch batch, UpstashException failure) {
        if (failure.mayHaveRun()) {
            meter.request(batch.commands());
        }
        health.failed(failure);
        var again = health.isOpen() ? SecondTry.NONE : SecondTry.of(batch, failure, clock.instant());
        again.calls().forEach(call -> call.again(failure));
        moveOn(batch, again.calls());
        over(batch);
        var others = new LinkedHashSet<>(batch.calls());
        again.calls().forEach(others::remove);
        others.forEach(call -> call.fail(failure));
        if (!again.calls().isEmpty()) {
            var unused = workers.after(again.pause(), () -> repeat(again.calls(), failure));
        }
    }

    /** The lines of its calls move on, but those of calls that are sent again stand still meanwhile. */
    private synchronized void moveOn(Batch batch, List<Call> again) {
        var callers = again.stream().map(Call::caller).collect(Collectors.toSet());
        lines.release(batch.calls().stream()
                .filter(call -> !callers.contains(call.caller()))
                .toList());
    }

    /** The request is over, and there is room for another one. */
    private void over(Batch batch) {
        synchronized (this) {
            underWay--;
            noLongerPrompt(batch);
        }
        dispatch();
    }

    private void repeat(List<Call> calls, UpstashException failure) {
        var isOpen = health.isOpen();
        synchronized (this) {
            if (isOpen) {
                lines.release(calls);
            } else {
                lines.again(calls);
            }
        }
        if (isOpen) {
            calls.forEach(call -> call.fail(failure));
        }
        dispatch();
    }

    private synchronized List<Call> drain() {
        return lines.drain();
    }

    /** Whoever waits gets no replies any more. */
    void close() {
        synchronized (this) {
            isClosed = true;
            lines.drain();
        }
        live.forEach(Call::abandon);
    }
}
