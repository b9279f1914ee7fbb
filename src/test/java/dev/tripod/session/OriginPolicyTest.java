package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.TestSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {
    private final Caller caller = new Caller();
    private final OriginPolicy policy = new OriginPolicy(settings("https://App.tripod.example:443"), caller);

    @BeforeEach
    void isReachedAtItsPublicUrl() {
        caller.comesFrom("192.0.2.1", URI.create("https://tripod.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://tripod.example", "https://app.tripod.example"})
    void allowsTheOwnOriginAndTheConfiguredOnes(String origin) {
        assertThat(policy.allowsCall(origin, "", "")).isTrue();
        assertThat(policy.allowsCall(origin, "same-site", "")).isTrue();
        assertThat(policy.allowsHandshake(Optional.of(origin))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://tripod.example",
                "https://tripod.example:8443",
                "https://tripod.example.evil.example",
                "https://eviltripod.example",
                "https://tripod.example/",
                "https://tripod.example, https://tripod.example",
                "https://TRIPOD.example",
                "*"
            })
    void refusesEveryOther(String origin) {
        assertThat(policy.allowsCall(origin, "", "tripod")).isFalse();
        assertThat(policy.allowsCall(origin, "same-origin", "")).isFalse();
        assertThat(policy.allowsHandshake(Optional.of(origin))).isFalse();
        assertThat(policy.allowsReading(origin)).isFalse();
    }

    @Test
    void takesTheBrowsersWordWhereThereIsNoOrigin() {
        assertThat(policy.allowsCall("", "same-origin", "")).isTrue();
        assertThat(policy.allowsCall("", "same-site", "tripod")).isFalse();
        assertThat(policy.allowsCall("", "none", "tripod")).isFalse();
        assertThat(policy.allowsCall("https://tripod.example", "cross-site", "tripod"))
                .isFalse();
    }

    @Test
    void asksOtherClientsForTheirHeader() {
        assertThat(policy.allowsCall("", "", "tripod")).isTrue();
        assertThat(policy.allowsCall("", "", "XMLHttpRequest")).isFalse();
        assertThat(policy.allowsCall("", "", "")).isFalse();
    }

    @Test
    void wantsAnOriginInEveryHandshake() {
        assertThat(policy.allowsHandshake(Optional.empty())).isFalse();
    }

    @Test
    void letsOnlyConfiguredOriginsReadAcross() {
        assertThat(policy.allowsReading("https://app.tripod.example")).isTrue();
        assertThat(policy.allowsReading("https://tripod.example")).isFalse();
    }

    private static Settings settings(String allowedOrigin) {
        return TestSettings.with(new Settings.Http(Optional.empty(), List.of(allowedOrigin), 0));
    }
}
