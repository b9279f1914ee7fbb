package dev.tripod.testing.upstash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import redis.clients.jedis.JedisPooled;

/**
 * A database as Upstash serves it over HTTP, on this machine, in front of a real Redis 7 of its own, with bookkeeping
 * and faults on demand. Every method may be called from any thread.
 */
public final class UpstashServer implements AutoCloseable {
    private static final int FOR_EVER = -1;

    private final RedisProcess redis;
    private final Tokens tokens;
    private final Bill bill = new Bill();
    private final Front front;
    private final CommandRunner runner;
    private final Replica replica;
    private final Exchange.Service service;
    private final HttpListener listener;
    private final JedisPooled direct;

    /** What clients show to be let in. */
    record Tokens(String standard, String readOnly) {
        Map<String, Access> access() {
            return Map.of(standard, Access.STANDARD, readOnly, Access.READ_ONLY);
        }
    }

    private UpstashServer(int port, Tokens tokens) throws IOException {
        this.tokens = tokens;
        redis = RedisProcess.start();
        var table = new CommandTable(redis);
        runner = new CommandRunner(redis, table, bill);
        replica = new Replica(redis, bill);
        var rest = new RestService(tokens.access(), table, runner, replica);
        service = new Exchange.Service(rest, new EventStreams(redis, bill), table);
        front = new Front(service);
        listener = new HttpListener(port, front::serve);
        direct = new JedisPooled("127.0.0.1", redis.port());
    }

    /** Starts one on a free port, with tokens that nobody can guess. */
    public static UpstashServer start() {
        return start(0, new Tokens("standard-" + UUID.randomUUID(), "readonly-" + UUID.randomUUID()));
    }

    static UpstashServer start(int port, Tokens tokens) {
        try {
            return new UpstashServer(port, tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://localhost:" + listener.port());
    }

    public String token() {
        return tokens.standard();
    }

    public String readOnlyToken() {
        return tokens.readOnly();
    }

    /** The Redis behind it, past HTTP and bill, for looking and preparing; closed with the server. */
    public JedisPooled redis() {
        return direct;
    }

    /** Refuses IFEQ, DELEX and DIGEST from now on as a plain Redis 7 does. */
    public UpstashServer withoutIfeq() {
        runner.withoutConditions();
        return this;
    }

    /** Writes an empty line after each event of streams that open from now on. */
    public UpstashServer blankLineAfterEvents() {
        service.streams().blankLineAfterEvents();
        return this;
    }

    /** Bounds requests and answers to so many bytes; 10 MiB unless told. */
    public UpstashServer limit(int bytes) {
        service.rest().limit(bytes);
        return this;
    }

    /** What has been billed so far. */
    public CommandCounts commands() {
        return bill.counts();
    }

    /** Books what runs from now on under this label too; an empty one ends that. */
    public void label(String label) {
        bill.label(label);
    }

    /** The newest requests, oldest first: at most 20,000, with bodies of at most 32 Mi characters together. */
    public List<RecordedRequest> requests() {
        return front.log().all();
    }

    public int openConnections() {
        return listener.open();
    }

    public int openStreams() {
        return service.streams().open();
    }

    /** The most connections that were open at once. */
    public int mostConnections() {
        return listener.most();
    }

    /** The most requests that were under way at once; an open stream is one. */
    public int mostRequestsAtOnce() {
        return front.log().mostUnderWay();
    }

    /** Lets a fault befall every request until it is cleared. */
    public FaultRule fault(Fault fault) {
        return fault(fault, request -> true);
    }

    /** Lets a fault befall the next requests, so many of them. */
    public FaultRule fault(Fault fault, int times) {
        return fault(fault, request -> true, times);
    }

    /** Lets a fault befall the requests that are meant until it is cleared. */
    public FaultRule fault(Fault fault, Predicate<RecordedRequest> when) {
        return fault(fault, when, FOR_EVER);
    }

    /** Lets a fault befall the next requests that are meant, so many of them. */
    public FaultRule fault(Fault fault, Predicate<RecordedRequest> when, int times) {
        return front.add(new FaultRule(fault, when, times));
    }

    /** Ends all faults. */
    public void clearFaults() {
        front.clearFaults();
    }

    /** Refuses connections and cuts those there are, until {@link #recover}. */
    public void refuseConnections() {
        listener.refuse();
    }

    /** Accepts connections and answers nothing on any, until {@link #recover}. */
    public void blackHole() {
        front.swallow(true);
        listener.listen();
    }

    /** Ends refusing and swallowing; connections that were swallowed are closed. */
    public void recover() {
        front.swallow(false);
        listener.listen();
    }

    /** Cuts the streams that are open; new ones work. */
    public void dropStreams() {
        service.streams().reset();
    }

    /** Ends the streams that are open in good order; new ones work. */
    public void endStreams() {
        service.streams().end();
    }

    /** Lets the streams that are open say nothing more; new ones work. */
    public void silenceStreams() {
        service.streams().silence();
    }

    /** Answers reads with what is there now, unless they come with the sync token of a later write. */
    public void freezeReplica() {
        try {
            replica.freeze(runner.writes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void thawReplica() {
        replica.thaw();
    }

    /** As if just started, for the next test: no data, no faults, no figures; connections and streams stay. */
    public void reset() {
        clearFaults();
        recover();
        thawReplica();
        direct.flushAll();
        label("");
        bill.clear();
        front.log().clear();
        listener.forgetMost();
    }

    @Override
    public void close() {
        clearFaults();
        front.swallow(false);
        listener.close();
        direct.close();
        redis.close();
    }
}
