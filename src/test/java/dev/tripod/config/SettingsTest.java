package dev.tripod.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String URL = "UPSTASH_REDIS_REST_URL";
    private static final String TOKEN = "UPSTASH_REDIS_REST_TOKEN";

    @Test
    void needsNothingAtAll() {
        var settings = Settings.read(Map.of());
        assertThat(settings.upstash()).isEmpty();
        assertThat(settings.sessions().idle()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.pairings().lifetime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.storage().localMaxMemory()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"120s,PT2M", "2m,PT2M", "1h,PT1H", "30d,PT720H", "500ms,PT0.5S", "PT3M,PT3M"})
    void readsDurationsAsPeopleWriteThem(String text, Duration duration) {
        assertThat(Settings.read(Map.of("TRIPOD_PAIRING_LIFETIME", text))
                        .pairings()
                        .lifetime())
                .isEqualTo(duration);
    }

    @Test
    void trimsAddressAndToken() {
        var upstash = Settings.read(Map.of(URL, " https://eu1.upstash.io/ \n", TOKEN, " secret\n"))
                .upstash()
                .orElseThrow();
        assertThat(upstash).isEqualTo(new Settings.Upstash(URI.create("https://eu1.upstash.io"), "secret"));
    }

    @Test
    void takesTheOtherNamesOfTheStore() {
        assertThat(Settings.read(Map.of("KV_REST_API_URL", "https://a.upstash.io", "KV_REST_API_TOKEN", "t"))
                        .upstash())
                .isPresent();
    }

    @Test
    void usesTheLocalStoreWhenHalfThePairIsMissing() {
        assertThat(Settings.read(Map.of(URL, "https://a.upstash.io")).upstash()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rediss://default:pw@a.upstash.io:6379,REST URL", "http://a.upstash.io,https://", "nonsense,https://"})
    void refusesAddressesThatCannotWorkAndSaysWhich(String url, String hint) {
        assertThatThrownBy(() -> Settings.read(Map.of(URL, url, TOKEN, "secret")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(URL)
                .hasMessageContaining(hint)
                .hasMessageNotContaining("pw@");
    }

    @Test
    void takesPlainHttpOnThisMachine() {
        assertThat(Settings.read(Map.of(URL, "http://127.0.0.1:8079", TOKEN, "t"))
                        .upstash())
                .isPresent();
    }

    @Test
    void listsEveryFaultAtOnce() {
        assertThatThrownBy(() -> Settings.read(Map.of(
                        "TRIPOD_SESSION_IDLE", "soon",
                        "TRIPOD_TRUSTED_PROXIES", "-1",
                        "TRIPOD_PUBLIC_URL", "tripod.example/app",
                        "TRIPOD_ICE_SERVERS", "{",
                        "TRIPOD_LOCAL_MAX_MEMORY", "3k",
                        "TRIPOD_LOG_FORMAT", "xml")))
                .hasMessageContainingAll(
                        "TRIPOD_SESSION_IDLE",
                        "TRIPOD_TRUSTED_PROXIES",
                        "TRIPOD_PUBLIC_URL",
                        "TRIPOD_ICE_SERVERS",
                        "TRIPOD_LOCAL_MAX_MEMORY",
                        "TRIPOD_LOG_FORMAT");
    }

    @Test
    void showsNoSecretAsText() {
        var settings = Settings.read(Map.of(
                URL,
                "https://a.upstash.io",
                TOKEN,
                "sesame",
                "TRIPOD_API_TOKEN",
                "sesame",
                "TRIPOD_TURN_SECRET",
                "sesame"));
        assertThat(settings.toString()).contains("a.upstash.io").doesNotContain("sesame");
    }

    @Test
    void readsTheFileThatIsNamed(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("tripod.env"), "TRIPOD_SESSION_IDLE=5m\n# note\n");
        assertThat(SettingsSources.file(Map.of("TRIPOD_ENV_FILE", file.toString())))
                .containsExactly(Map.entry("TRIPOD_SESSION_IDLE", "5m"));
    }

    @Test
    void refusesANamedFileThatIsNotThere() {
        assertThatThrownBy(() -> SettingsSources.file(Map.of("TRIPOD_ENV_FILE", "/nowhere/.env")))
                .hasMessageContaining("TRIPOD_ENV_FILE");
    }

    @Test
    void isDocumentedNameByNameWithItsDefault() throws Exception {
        var row = Pattern.compile("(?m)^\\| `([A-Z_]+)`(?: \\(or `([A-Z_]+)`\\))? \\| (.*?) \\|");
        List<String> documented = row.matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(match -> match.group(1) + "/" + (match.group(2) == null ? "" : match.group(2)) + "/"
                        + match.group(3).replace("`", "").replace("none", ""))
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(setting -> setting + "/" + setting.alias() + "/" + setting.fallback())
                        .toList());
    }
}
