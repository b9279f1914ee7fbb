package dev.tripod.upstash;

import dev.tripod.config.Settings;
import dev.tripod.upstash.UpstashException.Kind;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Requests over HTTP/1.1, each with one deadline for all of it. Never follows redirects, never sends a GET. */
final class Transport {
    private static final String SYNC_TOKEN = "Upstash-Sync-Token";

    static {
        // Below the idle limits of what may stand between; the JDK's own is 20 minutes on Java 17. Read once, when its
        // client is first used; whoever set it already has the last word.
        System.getProperties().putIfAbsent("jdk.httpclient.keepalive.timeout", "60");
        UnknownHosts.rememberForAMoment();
    }

    private final String address;
    private final String authorization;
    private final Workers workers;
    private final RequestMeter meter;
    /**
     * Let go on closing. On Java 17 it cannot be closed: its thread, which holds the application's class loader, ends when
     * nobody refers to it, and its idle connections refer to the requests that they carried last, and so to this.
     */
    private volatile @Nullable HttpClient http;

    /** Requests under way by their numbers; added by whoever sends, removed when over, cancelled when closing. */
    private final ConcurrentHashMap<Long, CompletableFuture<?>> exchanges = new ConcurrentHashMap<>();

    private final SyncToken sync = new SyncToken();

    Transport(Settings.Upstash settings, Duration connect, Workers workers, RequestMeter meter) {
        this.address = settings.url().toString();
        this.authorization = "Bearer " + settings.token();
        this.workers = workers;
        this.meter = meter;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .sslContext(withoutKeys())
                .executor(workers)
                .build();
    }

    /**
     * What the Java trusts, and no key. Its default context would read the key store that {@code javax.net.ssl.keyStore}
     * names: GlassFish 8 sets that for itself without its password, and no client could be made.
     */
    private static SSLContext withoutKeys() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No TLS for the connections to Upstash", e);
        }
    }

    /**
     * The whole answer; fails with {@link UpstashException} only, and at the latest when the time is up. It is taken from
     * the body and handed to a worker: the future of the JDK's client would take the common pool or, on two processors, a
     * new thread for each request.
     */
    CompletableFuture<Answer> post(String path, byte[] body, Duration time, int answerBytes) {
        var begin = System.nanoTime();
        var number = sync.begin();
        var request =
                request(path, body).header("Content-Type", "application/json").header("Upstash-Encoding", "base64");
        sync.newest().ifPresent(token -> request.header(SYNC_TOKEN, token));
        var answer = new CompletableFuture<Answer>();
        var exchange = sent(number, request.build(), head -> {
            var whole = new BoundedBody(answerBytes);
            handOver(whole, bytes -> take(answer, number, head, bytes));
            return whole;
        });
        var unused = exchange.whenComplete((response, failure) -> failed(answer, failure));
        var deadline = workers.after(time, () -> exchange.cancel(true));
        return answer.whenComplete((received, failure) -> {
            deadline.cancel(false);
            meter.took(Duration.ofNanos(System.nanoTime() - begin));
        });
    }

    private void handOver(BoundedBody whole, Consumer<byte[]> taker) {
        var unused = whole.getBody().thenAcceptAsync(taker, workers);
    }

    private void take(CompletableFuture<Answer> answer, long number, HttpResponse.ResponseInfo head, byte[] body) {
        try {
            answer.complete(answer(number, head, body));
        } catch (RuntimeException e) {
            failed(answer, e);
        }
    }

    private static void failed(CompletableFuture<Answer> answer, @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(explained(failure));
        }
    }

    private Answer answer(long number, HttpResponse.ResponseInfo head, byte[] body) {
        head.headers().firstValue(SYNC_TOKEN).ifPresent(token -> sync.received(number, token));
        return new Answer(head.statusCode(), head.headers().firstValue("Retry-After"), body);
    }

    /** A stream of events, over when the subscriber's body is; cancel it to drop the connection. */
    <T> CompletableFuture<HttpResponse<T>> stream(String path, HttpResponse.BodyHandler<T> events) {
        var request =
                request(path, new byte[0]).header("Accept", "text/event-stream").header("Cache-Control", "no-cache");
        return sent(sync.begin(), request.build(), events);
    }

    private <T> CompletableFuture<HttpResponse<T>> sent(
            long number, HttpRequest request, HttpResponse.BodyHandler<T> body) {
        var open = http;
        if (open == null) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        var exchange = open.sendAsync(request, body);
        exchanges.put(number, exchange);
        var unused = exchange.whenComplete((response, failure) -> exchanges.remove(number));
        return exchange;
    }

    /** Cuts the connections of requests that are under way. */
    void close() {
        http = null;
        exchanges.values().forEach(exchange -> exchange.cancel(true));
    }

    private HttpRequest.Builder request(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** What a failure of the JDK's client means; its own messages are empty or technical. */
    static UpstashException explained(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UpstashException known) {
            return known;
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return UpstashException.notRun(Kind.UNREACHABLE, "no connection came about in time");
        }
        if (cause instanceof ConnectException) {
            return UpstashException.notRun(
                    Kind.UNREACHABLE, isUnresolved(cause) ? "the host is unknown" : "the connection was refused");
        }
        if (cause instanceof SSLHandshakeException) {
            return UpstashException.notRun(Kind.UNREACHABLE, "no secure connection came about");
        }
        if (cause instanceof CancellationException) {
            return UpstashException.unknown(Kind.TIMEOUT, "there was no whole answer in time");
        }
        if (cause instanceof ProtocolException) {
            return UpstashException.unknown(Kind.GARBAGE, "the answer is not HTTP");
        }
        return UpstashException.unknown(Kind.OUTCOME_UNKNOWN, "the connection broke before the answer was whole");
    }

    private static boolean isUnresolved(Throwable failure) {
        return Optional.<@Nullable Throwable>ofNullable(failure.getCause())
                .filter(UnresolvedAddressException.class::isInstance)
                .isPresent();
    }
}
