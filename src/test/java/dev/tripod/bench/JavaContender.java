package dev.tripod.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripod.config.Settings;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Limits;
import dev.tripod.upstash.Reply;
import dev.tripod.upstash.UpstashClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisPooled;

/** Clients in this process. */
record JavaContender(String name, boolean isOverHttp, Callers callers, ExecutorService threads, Runnable end)
        implements Contender {
    private static final int MOST_CALLERS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So that what is slow shows in the figures and not as a failure. */
    private static final Limits PATIENT = new Limits(PATIENCE, PATIENCE, PATIENCE, 1 << 20, 10_000);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every caller with an order of its own, as threads of an application have. */
    static Contender tripod(ServiceProcess service) {
        var client = new UpstashClient(
                new Settings.Upstash(service.uri(), service.token()), InstantSource.system(), PATIENT);
        return of("Tripod", true, client::close, key -> client.execute(
                        List.of(Command.of("GET", key)), false, new Object(), PATIENT.budget())
                .thenApply(replies -> ((Reply.Bulk) replies.get(0)).bytes()));
    }

    /** Callers that wait in threads, as requests to the application do. */
    static Contender tripodWithThreads(ServiceProcess service) {
        var client = new UpstashClient(
                new Settings.Upstash(service.uri(), service.token()), InstantSource.system(), PATIENT);
        return of("Tripod, threads that wait", true, client::close, key -> {
            var reply = client.execute(List.of(Command.of("GET", key)), false).join();
            return CompletableFuture.completedFuture(((Reply.Bulk) reply.get(0)).bytes());
        });
    }

    static Contender httpClient(ServiceProcess service) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return of("`java.net.http`, a request per command", true, () -> {}, key -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(service.uri() + "/get/" + key))
                                .header("Authorization", "Bearer " + service.token())
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> result(response.body())));
    }

    static Contender jedis(ServiceProcess service) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CALLERS);
        pool.setMaxIdle(MOST_CALLERS);
        var client = new JedisPooled(pool, "127.0.0.1", service.redisPort());
        return of(
                "Jedis over TCP",
                false,
                client::close,
                key -> CompletableFuture.completedFuture(client.get(key.getBytes(UTF_8))));
    }

    private static Contender of(
            String name, boolean isOverHttp, Runnable end, Function<String, CompletableFuture<byte[]>> ask) {
        var threads = Executors.newFixedThreadPool(MOST_CALLERS);
        return new JavaContender(name, isOverHttp, new Callers(threads, ask), threads, end);
    }

    private static byte[] result(byte[] answer) {
        try {
            return JSON.readTree(answer).path("result").asText().getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Round measure(int concurrency, Duration time) {
        return callers.measure(concurrency, time);
    }

    @Override
    public void close() {
        threads.shutdown();
        end.run();
    }
}
