package dev.tripod.upstash;

import dev.tripod.config.Settings;
import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs commands on Upstash over its REST API. Safe for use by many threads; blocks none.
 *
 * <p>A command goes out at once while few requests are under way, and else shares the next one with others that wait.
 * Commands of one caller run in the order in which they were asked for, whether or not the caller waits for replies.
 *
 * <p>Futures fail with {@link UpstashException}. They complete on the client's own threads, where nothing may block. A
 * command that fails on a connection that did not come about, or that may be repeated (see {@code RepeatableCommands}),
 * is tried twice. A command that was refused by itself is a {@link Reply.Failure}; statuses other than {@code OK} come
 * as {@link Reply.Bulk}.
 *
 * <p>Arguments are UTF-8, which is what JSON carries. A command with other bytes goes in a request of its own, the last
 * such argument as its body; in a transaction, or beside an empty argument, such bytes are an {@link
 * IllegalArgumentException}.
 */
public final class UpstashClient implements AutoCloseable {
    private static final int LARGEST_REQUEST = 9 * 1024 * 1024;
    /** Plain bytes of one request's part of a long list; escapes can make them six times as many. */
    private static final int PART_BYTES = 1024 * 1024;

    private static final Command PING = Command.of("PING");

    private final InstantSource clock;
    private final Limits limits;
    private final CommandMeter meter;
    private final RequestMeter requests = new RequestMeter();
    private final Workers workers = new Workers();
    private final Transport transport;
    private final Health health;
    private final Traffic traffic;
    /** Those that are open; added when opened, closed with the client. */
    private final Set<UpstashSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    /** Written by whoever closes, before subscriptions are closed; read after one is added. */
    private volatile boolean isClosed;

    public UpstashClient(Settings.Upstash settings, InstantSource clock) {
        this(settings, clock, Limits.DEFAULT);
    }

    public UpstashClient(Settings.Upstash settings, InstantSource clock, Limits limits) {
        this(settings, clock, limits, new CommandMeter(command -> ""));
    }

    /** With a meter that knows what commands are for. */
    public UpstashClient(Settings.Upstash settings, InstantSource clock, Limits limits, CommandMeter meter) {
        this.meter = meter;
        this.clock = clock;
        this.limits = limits;
        this.transport = new Transport(settings, limits.connect(), workers, requests);
        this.health = new Health(new CircuitBreaker(clock), this::ping, workers, requests);
        this.traffic = new Traffic(transport, health, meter, workers, clock, limits);
    }

    /** Runs commands for the calling thread, within the default budget. */
    public CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic) {
        return execute(commands, atomic, Thread.currentThread(), limits.budget());
    }

    /**
     * Runs commands in order and answers one reply each.
     *
     * @param atomic whether nothing else may run in between; commands that are discarded together fail the future with
     *     {@code REFUSED}
     * @param caller whose order is kept, by {@code equals}
     * @param budget how long the caller waits, a second try included
     */
    public CompletableFuture<List<Reply>> execute(
            List<Command> commands, boolean atomic, Object caller, Duration budget) {
        return execute(commands, atomic, caller, budget, limits.answerBytes());
    }

    /** The same where the answer may be larger, or has to be smaller, than usual. */
    public CompletableFuture<List<Reply>> execute(
            List<Command> commands, boolean atomic, Object caller, Duration budget, int answerBytes) {
        if (commands.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        var deadline = clock.instant().plus(budget);
        var calls = (atomic ? List.of(commands) : parts(commands))
                .stream()
                        .map(part -> new Call(part, Encoded.of(part, atomic), caller, deadline, answerBytes))
                        .toList();
        calls.forEach(this::submit);
        return calls.size() == 1 ? calls.get(0).promise() : Parts.joined(calls);
    }

    private void submit(Call call) {
        if (call.encoded().body().length > LARGEST_REQUEST) {
            call.fail(UpstashException.notRun(Kind.TOO_LARGE, ServiceTexts.plain(Kind.TOO_LARGE)));
        } else {
            traffic.submit(call);
        }
    }

    private static List<List<Command>> parts(List<Command> commands) {
        var parts = new ArrayList<List<Command>>();
        var begin = 0;
        var bytes = 0L;
        for (var end = 0; end < commands.size(); end++) {
            var size = commands.get(end).words().stream()
                    .mapToLong(word -> word.length)
                    .sum();
            var alone = end > begin && !(isText(commands.get(end - 1)) && isText(commands.get(end)));
            if (alone || end - begin == Batch.COMMANDS || (end > begin && bytes + size > PART_BYTES)) {
                parts.add(commands.subList(begin, end));
                begin = end;
                bytes = 0;
            }
            bytes += size;
        }
        parts.add(commands.subList(begin, commands.size()));
        return parts;
    }

    private static boolean isText(Command command) {
        return command.words().stream().allMatch(Encoded::isText);
    }

    /**
     * Hears what is published on channels from now on, until it is closed. Payloads arrive as the text that was
     * published: line breaks and bytes that are not UTF-8 do not survive, so publish JSON or base64.
     */
    public UpstashSubscription subscribe(List<String> channels, UpstashSubscription.Listener listener) {
        return subscribe(Heard.channels(channels), listener);
    }

    /** The same for all channels whose names match a pattern, as PSUBSCRIBE has it. */
    public UpstashSubscription subscribeToPattern(String pattern, UpstashSubscription.Listener listener) {
        return subscribe(Heard.pattern(pattern), listener);
    }

    private UpstashSubscription subscribe(Heard wanted, UpstashSubscription.Listener listener) {
        var subscription = new UpstashSubscription(wanted, listener, transport, meter, clock, subscriptions::remove);
        subscriptions.add(subscription);
        subscription.reopen();
        if (isClosed) {
            subscription.close();
        }
        return subscription;
    }

    /** Asks the service for the first time; if it does not answer, it is left alone from now on until it does. */
    public CompletableFuture<List<Reply>> check() {
        return execute(List.of(PING), false).whenComplete((replies, failure) -> {
            if (failure != null) {
                health.failedAtStart(Transport.explained(failure));
            }
        });
    }

    /** Whether the service is asked at the moment, and if not why. */
    public BreakerState state() {
        return health.state();
    }

    /** Tells the state after each change of it, on the client's own threads; nothing may block there. */
    public void onState(Consumer<BreakerState> listener) {
        health.listen(listener);
    }

    /** What has been sent so far. */
    public CommandMeter meter() {
        return meter;
    }

    /** What requests came to so far. */
    public RequestMeter requests() {
        return requests;
    }

    private CompletableFuture<List<Reply>> ping() {
        var commands = List.of(PING);
        var encoded = Encoded.of(commands, false);
        meter.request(commands);
        return transport
                .post(encoded.path(), encoded.body(), limits.command(), limits.answerBytes())
                .thenApply(answer -> Answers.replies(answer, commands, false));
    }

    /** Ends subscriptions and connections at once; whoever waits for replies gets none. */
    @Override
    public void close() {
        isClosed = true;
        subscriptions.forEach(UpstashSubscription::close);
        traffic.close();
        transport.close();
        workers.close();
    }
}
