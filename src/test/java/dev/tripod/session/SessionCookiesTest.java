package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCookiesTest {
    private static final SessionCookie COOKIE = SessionCookie.random();

    private final ManualClock clock = new ManualClock();
    private final SessionCookies plain = cookies(Optional.empty());
    private final SessionCookies secure = cookies(Optional.of(URI.create("https://tripod.example")));

    @Test
    void issuesAPlainCookieForDevelopment() {
        assertThat(plain.issue(started()))
                .isEqualTo("sid=" + COOKIE.value() + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
    }

    @Test
    void issuesAHostBoundSecureCookieOnHttps() {
        assertThat(secure.issue(started())).startsWith("__Host-sid=").endsWith("; Secure");
    }

    @Test
    void clearsWithTheSameAttributes() {
        assertThat(secure.clear()).isEqualTo("__Host-sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
    }

    @Test
    void readsTheOneCookieAmongOthers() {
        assertThat(plain.read(List.of("a=b; sid=" + COOKIE.value() + ";c=d", "xsid=1")))
                .contains(COOKIE);
    }

    @Test
    void takesNoPlainCookieOnHttps() {
        assertThat(secure.read(List.of("sid=" + COOKIE.value()))).isEmpty();
    }

    @Test
    void takesNeitherOfTwo() {
        var good = "sid=" + COOKIE.value();

        assertThat(plain.read(List.of(good + "; sid=x"))).isEmpty();
        assertThat(plain.read(List.of("sid=x; " + good))).isEmpty();
        assertThat(plain.read(List.of(good, good))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid", "sid=", "sid=%00", "sid=../..", "sid=ü", "SID=x", "sid=\"x\"", ";;;=;"})
    void takesNoMalformedCookie(String header) {
        assertThat(plain.read(List.of(header, "sid=" + "a".repeat(5_000)))).isEmpty();
        assertThat(plain.read(List.of(header))).isEmpty();
    }

    private SessionCookies cookies(Optional<URI> publicUrl) {
        var settings = TestSettings.with(new Settings.Http(publicUrl, List.of(), 0));
        return new SessionCookies(settings, clock);
    }

    private SessionService.Started started() {
        var record = SessionRecord.begin(
                SessionKind.PERSON, Optional.empty(), clock.instant(), Duration.ofHours(1), Duration.ofDays(30));
        return new SessionService.Started(COOKIE, record.at(SessionKey.of(COOKIE)));
    }
}
