package dev.tripod.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/** The official client, in a process of Node.js. */
final class NodeContender implements Contender {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final TalkingProcess node;

    NodeContender(ServiceProcess service, boolean pipelining) throws IOException {
        name = "`@upstash/redis`, " + (pipelining ? "with" : "without") + " auto-pipelining";
        node = new TalkingProcess(
                "node",
                "src/test/bench/callers.js",
                service.uri().toString(),
                service.token(),
                String.valueOf(pipelining));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isOverHttp() {
        return true;
    }

    @Override
    public Round measure(int concurrency, Duration time) throws IOException {
        var answer = JSON.readTree(node.ask(concurrency + " " + time.toMillis() + " " + KEYS));
        return new Round(
                answer.path("commands").asLong(),
                answer.path("seconds").asDouble(),
                answer.path("p50").asDouble(),
                answer.path("p99").asDouble(),
                answer.path("slowest").asDouble(),
                answer.path("cpuSeconds").asDouble(),
                0);
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
