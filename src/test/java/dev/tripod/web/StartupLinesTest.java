package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.store.SharedStore;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.LogCapture;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of the store at the start, word by word. */
class StartupLinesTest {
    private static final String URL = "UPSTASH_REDIS_REST_URL";
    private static final String TOKEN = "UPSTASH_REDIS_REST_TOKEN";
    private static final String NONE = "[STORAGE] No persistence configured - using in-memory storage only";
    private static final String CONFIGURED = "[UPSTASH] Redis REST API configured";
    private static final String HOST = "[UPSTASH] Host localhost";
    private static final String WARNING = "[UPSTASH] Connection test warning: ";

    private final LogCapture log = LogCapture.ofAll();
    private final UpstashServer store = UpstashServer.start();

    @AfterEach
    void stop() {
        log.close();
        store.close();
    }

    /** Starts with these settings, asks once whether it is ready, and answers what was logged by the end. */
    private List<String> linesOf(Map<String, String> settings, int expected) {
        try (var server = TripodServer.start(settings, InstantSource.system())) {
            assertThat(new ApiClient(server).get("/health/ready").status()).isEqualTo(200);
            Eventually.holds(() -> linesOfTheStart().size() >= expected);
        }
        return linesOfTheStart();
    }

    /** Without the lines that say of a store or a stream that is away that it is. */
    private List<String> linesOfTheStart() {
        return log.texts().stream()
                .filter(line -> !line.startsWith("Messages of other instances do not arrive"))
                .filter(line -> !line.startsWith("[UPSTASH] The shared store is away"))
                .toList();
    }

    private Map<String, String> at(String url, String token) {
        return Map.of(URL, url, TOKEN, token);
    }

    private String address() {
        return store.uri().toString();
    }

    @Test
    void saysThatThereIsNoStore() {
        assertThat(linesOf(Map.of(), 1)).containsExactly(NONE);
    }

    @Test
    void namesTheVariableThatIsMissing() {
        assertThat(linesOf(Map.of(URL, address()), 2))
                .containsExactly("Upstash is not used since UPSTASH_REDIS_REST_TOKEN is missing", NONE);
        log.clear();
        assertThat(linesOf(Map.of(TOKEN, store.token()), 2))
                .containsExactly("Upstash is not used since UPSTASH_REDIS_REST_URL is missing", NONE);
        assertThat(store.requests()).isEmpty();
    }

    @Test
    void saysThatTheStoreHasAnsweredAndAsksItNothingElse() {
        assertThat(linesOf(at(address(), store.token()), 3))
                .containsExactly(CONFIGURED, HOST, "[UPSTASH] ✓ Connection verified");
        assertThat(store.commands().byName()).isEqualTo(Map.of("PING", 1L));
    }

    @Test
    void warnsOfATokenThatIsNotAcceptedWithoutShowingIt() {
        assertThat(linesOf(at(address(), "no-such-token"), 3))
                .containsExactly(CONFIGURED, HOST, WARNING + "the token is not accepted");
    }

    @Test
    void warnsOfAPortWhereNobodyListens() {
        store.refuseConnections();
        assertThat(linesOf(at(address(), store.token()), 3))
                .containsExactly(CONFIGURED, HOST, WARNING + "the connection was refused");
    }

    /** Whether names are answered for quickly is the network's affair. */
    @Test
    void warnsOfAHostThatNobodyKnows() {
        assertThat(linesOf(at("https://nobody.invalid", store.token()), 3))
                .hasSize(3)
                .startsWith(CONFIGURED, "[UPSTASH] Host nobody.invalid")
                .last()
                .asString()
                .startsWith(WARNING);
    }

    @Test
    void doesNotWaitForAStoreThatSaysNothing() {
        store.blackHole();
        try (var server = TripodServer.start(at(address(), store.token()), InstantSource.system())) {
            Eventually.holds(() -> linesOfTheStart().size() == 3);
            assertThat(linesOfTheStart())
                    .startsWith(CONFIGURED, HOST)
                    .last()
                    .asString()
                    .startsWith(WARNING + "there was no whole answer");
            log.clear();
            var settings = server.bean(Settings.class);
            var unasked = new SharedStore(settings, InstantSource.system());

            server.bean(Startup.class).started(new Object(), settings, unasked);

            assertThat(linesOfTheStart()).as("when the start goes on").containsExactly(CONFIGURED, HOST);
            Eventually.holds(() -> linesOfTheStart().size() == 3);
            unasked.close();
        }
    }
}
