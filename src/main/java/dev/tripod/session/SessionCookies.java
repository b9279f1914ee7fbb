package dev.tripod.session;

import dev.tripod.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The session cookie as it stands in headers: {@code __Host-sid} where the public URL is https, else {@code sid}. */
@Singleton
public final class SessionCookies {
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax";

    private final boolean secure;
    private final InstantSource clock;

    @Inject
    SessionCookies(Settings settings, InstantSource clock) {
        this.secure = settings.http()
                .publicUrl()
                .filter(url -> "https".equals(url.getScheme()))
                .isPresent();
        this.clock = clock;
    }

    /** The cookie among the values of all {@code Cookie} headers; none when it is malformed or there are two of the name. */
    public Optional<SessionCookie> read(List<String> headers) {
        var named = headers.stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name() + "="))
                .map(pair -> pair.substring(name().length() + 1))
                .limit(2)
                .toList();
        return named.size() == 1 && SessionCookie.wellFormed(named.get(0))
                ? Optional.of(new SessionCookie(named.get(0)))
                : Optional.empty();
    }

    /** The {@code Set-Cookie} value that hands out a session, until its absolute end. */
    String issue(SessionService.Started started) {
        var life = Duration.between(clock.instant(), started.session().absoluteEnd());
        return render(started.cookie().value(), life.plusMillis(999).toSeconds());
    }

    /** The {@code Set-Cookie} value that takes it back. */
    String clear() {
        return render("", 0);
    }

    private String render(String value, long maxAge) {
        return name() + "=" + value + ATTRIBUTES + "; Max-Age=" + maxAge + (secure ? "; Secure" : "");
    }

    private String name() {
        return secure ? "__Host-sid" : "sid";
    }
}
