package dev.tripod.testing.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that answer, but not what was asked for. */
class UpstashRefusalsTest {
    private static UpstashServer server;
    private static Rest rest;

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
        rest = new Rest(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void answersAProxysPageInPlaceOfRunning() {
        server.fault(Fault.page(503), 1);
        var answer = rest.answer("/", "['INCR','n']");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("<html>");
        assertThat(server.commands().total()).isZero();
    }

    @Test
    void asksForPatience() {
        server.fault(Fault.tooManyRequests(Duration.ofSeconds(7)), 1);
        var answer = rest.answer("/", "['INCR','n']");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void refusesEveryCommandForTheQuota() {
        server.fault(Fault.quota(200));
        assertThat(rest.status("/", "['PING']")).isEqualTo(400);
        var pipeline = rest.answer("/pipeline", "[['PING'],['PING']]");
        assertThat(pipeline.statusCode()).isEqualTo(200);
        assertThat(pipeline.body()).matches("\\[(\\{\"error\":\"ERR max requests limit exceeded[^}]*},?){2}]");
        var transaction = rest.answer("/multi-exec", "[['PING']]");
        assertThat(transaction.statusCode()).isEqualTo(400);
        assertThat(transaction.body()).startsWith("{\"error\":\"ERR max requests limit exceeded");
    }

    @Test
    void refusesTheRequestForTheQuotaWithAnotherStatus() {
        server.fault(Fault.quota(429), 1);
        var answer = rest.answer("/pipeline", "[['PING']]");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).startsWith("{\"error\":\"ERR max requests limit exceeded");
    }

    @Test
    void forgetsTheToken() {
        server.fault(Fault.unauthorized(), 1);
        assertThat(rest.status("/", "['PING']")).isEqualTo(401);
        assertThat(rest.status("/", "['PING']")).isEqualTo(200);
    }

    @Test
    void forbidsWritesToAnyone() {
        server.fault(Fault.readOnly());
        assertThat(rest.post("/pipeline", "[['SET','k','v'],['DEL','k'],['GET','k']]"))
                .matches("\\[\\{\"error\":\"NOPERM [^}]*},\\{\"error\":\"NOPERM [^}]*},\\{\"result\":null}]");
    }

    @Test
    void refusesOnlyWhatGrowsWhenItIsFull() {
        server.redis().set("k", "v");
        server.fault(Fault.capacityFull());
        assertThat(rest.post("/", "['SET','k','w']")).isEqualTo("{\"error\":\"ERR DB capacity quota exceeded\"}");
        assertThat(rest.post("/", "['GET','k']")).isEqualTo("{\"result\":\"v\"}");
        assertThat(rest.post("/", "['DEL','k']")).isEqualTo("{\"result\":1}");
    }
}
