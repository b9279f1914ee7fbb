package dev.tripod.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Scanner;
import redis.clients.jedis.Jedis;

/**
 * The test server in a process of its own, with values in it. Each line that it reads is how many milliseconds answers
 * take from now on; it answers how many requests have come since the last line, and ends with its input.
 */
public final class ServiceMain {
    private ServiceMain() {}

    public static void main(String... arguments) {
        try (var server = UpstashServer.start();
                var connection = server.redis().getPool().getResource();
                var redis = new Jedis(connection)) {
            for (var i = 0; i < Contender.KEYS; i++) {
                redis.set("bench:" + i, "value %04d ".formatted(i).repeat(103).substring(0, 1024));
            }
            var lines = new Scanner(System.in, UTF_8);
            lines.nextLine(); // asks where everything is
            System.out.println(server.uri().getPort() + " " + server.token() + " "
                    + redis.configGet("port").get("port"));
            var rule = server.fault(Fault.delayBefore(Duration.ZERO));
            while (lines.hasNextLine()) {
                var delay = Duration.ofMillis(Long.parseLong(lines.nextLine()));
                server.clearFaults();
                System.out.println(rule.hits());
                rule = server.fault(Fault.delayBefore(delay));
            }
        }
    }
}
