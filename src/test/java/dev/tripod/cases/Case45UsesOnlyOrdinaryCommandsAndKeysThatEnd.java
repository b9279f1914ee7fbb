package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import dev.tripod.testing.RoomSocket;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks back on all cases before it; pairs of a case's own were examined when they were closed. */
@Case(45)
@Order(Integer.MAX_VALUE - 2)
class Case45UsesOnlyOrdinaryCommandsAndKeysThatEnd {
    private static final String[] FORBIDDEN = {"KEYS", "FLUSHALL", "FLUSHDB", "MONITOR", "CONFIG"};

    @Test
    void theStoresSawNoneOfThemAndEveryKeyHasPrefixAndLifetime(Instances usual, @ShortLived Instances shortLived) {
        useAll(usual);

        usual.examine();
        shortLived.examine();

        assertThat(usual.store().commands().byName()).isNotEmpty().doesNotContainKeys(FORBIDDEN);
        assertThat(shortLived.store().commands().byName()).doesNotContainKeys(FORBIDDEN);
        assertThat(Instances.examined()).isGreaterThanOrEqualTo(4);
    }

    /** Leaves keys of each kind behind. */
    private static void useAll(Instances both) {
        var desk = Instances.GUESTS.person(both.a());
        var room = desk.post("/api/rooms", "{\"name\":\"Studio\"}")
                .json()
                .path("id")
                .asText();
        Instances.GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var socket = RoomSocket.enter(both.a(), desk, room);
        socket.send("log", "m1", "hello").next("ack");
        var api = new CacheClient(both.a().resolve("/api/cache"), Instances.API_TOKEN);
        assertThat(api.run("SET", "eternal", "1").status()).isEqualTo(200);
        assertThat(api.run("SET", "passing", "1", "EX", "60").status()).isEqualTo(200);
        socket.close();

        assertThat(both.store().redis().keys("*"))
                .anyMatch(key -> key.startsWith("tripod:c:sessions:"))
                .anyMatch(key -> key.startsWith("tripod:c:rooms:"))
                .anyMatch(key -> key.startsWith("tripod:c:pairings:"))
                .anyMatch(key -> key.startsWith("tripod:c:limits:"))
                .anyMatch(key -> key.startsWith("tripod:api:"));
    }

    /** What the cache API's callers may not run either; the store does not see it. */
    @Test
    void nobodyGetsThemThroughTheCacheApi(Instances usual) {
        var api = new CacheClient(usual.b().resolve("/api/cache"), Instances.API_TOKEN);

        for (var name : FORBIDDEN) {
            assertThat(api.run(name, "*").status()).as(name).isEqualTo(400);
        }

        assertThat(usual.store().commands().byName()).doesNotContainKeys(FORBIDDEN);
    }
}
