package dev.tripod.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol;

/**
 * Drives rooms over two instances of Tripod and, with the same load on the same Redis, over two servers of Socket.IO
 * with each of its Redis adapters. Arguments: seconds for each measurement, the numbers of sockets, the numbers of
 * rooms, seconds of full load before each kind of message that do not count; {@code 10 100,500 1,10 30} without. Prints a Markdown table. The property {@code tripod.jvm} has the flags of
 * Tripod's JVM, such as those of a profiler. {@code docs/performance.md} tells how to start it.
 */
public final class RoomLoad {
    private static final int INSTANCES = 2;
    private static final String[] FLAGS =
            System.getProperty("tripod.jvm", "-Xmx512m").split(" ", -1);
    private static final Path SCRIPTS = Path.of("src", "test", "bench", "rooms");

    private final LoadGenerator generator;
    /** The same for the time until code and buffers are warm. */
    private final LoadGenerator warming;

    private final UpstashServer store = UpstashServer.start();

    private RoomLoad(LoadGenerator generator, LoadGenerator warming) {
        this.generator = generator;
        this.warming = warming;
    }

    public static void main(String[] arguments) throws Exception {
        var seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        var sockets = numbers(arguments.length > 1 ? arguments[1] : "100,500");
        var rooms = numbers(arguments.length > 2 ? arguments[2] : "1,10");
        System.out.println(
                "| what | sockets in rooms | load | sent | deliveries/s | lost | repeated | same instance p50 / p99,"
                        + " ms | across p50 / p99, ms | CPU of each instance, s | resident in each, MB | CPU of the load, s |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var warming = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 30;
        var generator = new LoadGenerator(SCRIPTS.resolve("load.js"), seconds);
        var load = new RoomLoad(generator, generator.lasting(warming));
        try {
            for (var count : sockets) {
                for (var among : rooms) {
                    load.measure(count, among);
                }
            }
        } finally {
            load.store.close();
        }
    }

    private static List<Integer> numbers(String list) {
        return Stream.of(list.split(",", -1)).map(Integer::valueOf).toList();
    }

    /** One kind of server after the other, so that the others cost nothing meanwhile. */
    private void measure(int sockets, int rooms) throws IOException, InterruptedException {
        var tripods = start(this::tripod);
        try {
            var seats = new LoadSeats(store).onTripod(tripods, sockets, rooms);
            drive("Tripod, `log`", tripods, "log", seats);
            drive("Tripod, `ephemeral`", tripods, "ephemeral", seats);
        } finally {
            tripods.forEach(ServerProcess::close);
        }
        for (var adapter : List.of("redis", "streams")) {
            var peers = start(() -> socketIo(adapter));
            try {
                drive("Socket.IO, " + adapter + " adapter", peers, "", LoadSeats.onSocketIo(peers, sockets, rooms));
            } finally {
                peers.forEach(ServerProcess::close);
            }
        }
    }

    private interface Start {
        ServerProcess server();
    }

    private static List<ServerProcess> start(Start start) {
        var servers = new ArrayList<ServerProcess>();
        try {
            while (servers.size() < INSTANCES) {
                servers.add(start.server());
            }
            return servers;
        } catch (RuntimeException | AssertionError e) {
            servers.forEach(ServerProcess::close);
            throw e;
        }
    }

    private ServerProcess tripod() {
        var settings = Map.of(
                "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN", store.token(),
                "TRIPOD_TRUSTED_PROXIES", "1",
                "TRIPOD_SOCKETS_PER_SESSION", "10000",
                "TRIPOD_SOCKETS_PER_ADDRESS", "10000",
                "TRIPOD_MESSAGES_PER_SECOND", "100000");
        return ServerProcess.uberJar(settings, FLAGS);
    }

    private ServerProcess socketIo(String adapter) {
        var answer = (List<?>) store.redis().sendCommand(Protocol.Command.CONFIG, "GET", "port");
        var port = new String((byte[]) answer.get(1), java.nio.charset.StandardCharsets.US_ASCII);
        return ServerProcess.node(SCRIPTS.resolve("server.js"), port, adapter);
    }

    private void drive(String what, List<ServerProcess> servers, String kind, List<LoadSeats.Seat> seats)
            throws IOException, InterruptedException {
        warming.atMost(kind, seats);
        row(what, "steady", servers, seats, () -> generator.steadily(kind, seats));
        row(what, "as much as goes", servers, seats, () -> generator.atMost(kind, seats));
    }

    private interface Run {
        JsonNode result() throws IOException, InterruptedException;
    }

    private static void row(String what, String load, List<ServerProcess> servers, List<LoadSeats.Seat> seats, Run run)
            throws IOException, InterruptedException {
        var before = new ArrayList<Double>();
        for (var server : servers) {
            before.add(Processes.cpuSeconds(server));
        }
        var result = run.result();
        var cpu = new ArrayList<String>();
        var resident = new ArrayList<String>();
        for (var i = 0; i < servers.size(); i++) {
            cpu.add(String.format(Locale.ROOT, "%.1f", Processes.cpuSeconds(servers.get(i)) - before.get(i)));
            resident.add(String.valueOf(Processes.residentMegabytes(servers.get(i))));
        }
        var rooms = seats.stream().map(LoadSeats.Seat::room).distinct().count();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d in %d | %s | %d | %.0f | %d | %d | %s | %s | %s | %s | %.1f |%n",
                what,
                seats.size(),
                rooms,
                load,
                result.path("sent").asLong(),
                result.path("perSecond").asDouble(),
                result.path("lost").asLong(),
                result.path("repeated").asLong(),
                times(result, "same"),
                times(result, "cross"),
                String.join(" / ", cpu),
                String.join(" / ", resident),
                result.path("loadCpu").asDouble());
    }

    private static String times(JsonNode result, String which) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f",
                result.path(which + "50").asDouble(Double.NaN),
                result.path(which + "99").asDouble(Double.NaN));
    }
}
