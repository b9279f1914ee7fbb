package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.config.SettingsException;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Case(44)
class Case44TakesAddressesThatAreSafeAndTrimsThem {
    private static final String URL = "UPSTASH_REDIS_REST_URL";
    private static final String TOKEN = "UPSTASH_REDIS_REST_TOKEN";

    @Test
    void anInstanceDoesNotStartOnPlainHttpToElsewhere() {
        assertThatThrownBy(() -> ServerProcess.instance(Map.of(URL, "http://name.upstash.io", TOKEN, "secret-token")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The server ended")
                .hasMessageContaining("UPSTASH_REDIS_REST_URL must begin with https://")
                .message()
                .doesNotContain("secret-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://name.upstash.io",
                "http://10.0.0.1:8079",
                "http://localhost.example",
                "http://127.0.0.1.example"
            })
    void plainHttpToElsewhereIsRefusedWithAClearMessage(String url) {
        assertThatThrownBy(() -> startedWith(url, "secret-token"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "UPSTASH_REDIS_REST_URL must begin with https:// (http:// is for this machine only)")
                .message()
                .doesNotContain("secret-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://default:secret-password@name.upstash.io:6379",
                "rediss://default:secret-password@name.upstash.io:6379"
            })
    void addressesForRedisClientsAreRefusedWithTheHintWhichToTake(String url) {
        assertThatThrownBy(() -> startedWith(url, "secret-token"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("take the one that the console shows as REST URL, with https://")
                .message()
                .doesNotContain("secret");
    }

    private static void startedWith(String url, String token) {
        try (var store = UpstashServer.start();
                var started = Lone.with(store, Map.of(URL, url, TOKEN, token))) {
            throw new AssertionError("It started at " + started.uri());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s/", " %s ", "\t%s/\r\n", "%s//\n"})
    void blanksNewlinesAndSlashesAroundUrlAndTokenDoNotMatter(String form) {
        try (var store = UpstashServer.start();
                var lone = Lone.with(
                        store, Map.of(URL, form.formatted(store.uri()), TOKEN, " " + store.token() + "\r\n"))) {
            Health.awaitCalm(lone.uri());
            Regular.at(lone.uri()).write();
            assertThat(store.commands().total())
                    .as("commands that the store took")
                    .isGreaterThan(1);
            assertThat(lone.asked())
                    .allSatisfy(request -> assertThat(request.path()).matches("/|/pipeline|/multi-exec"));
        }
    }
}
