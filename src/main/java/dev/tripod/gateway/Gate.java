package dev.tripod.gateway;

import dev.tripod.config.Settings;
import dev.tripod.config.Settings.Api.Access;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;

/** Who may come in, and how far. */
@Singleton
final class Gate {
    /** Without a token in the settings there is no cache API. */
    static final Answer CLOSED = Answer.error(404, "ERR the cache API is closed: TRIPOD_API_TOKEN is not set");

    static final Answer UNAUTHORIZED = Answer.error(
                    401,
                    "WRONGPASS invalid or missing auth token. See https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details.")
            .with("WWW-Authenticate", "Bearer");

    private static final String SCHEME = "(?i)^Bearer +";

    private final Settings.Api api;

    @Inject
    Gate(Settings settings) {
        api = settings.api();
    }

    boolean isOpen() {
        return api.token().isPresent();
    }

    /** What the request's token opens: the one in the query or else in the header, where the word Bearer may be missing. */
    Optional<Access> access(HttpServletRequest request, Address address) {
        var header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        return api.access(
                address.token().orElseGet(() -> header.replaceFirst(SCHEME, "")).strip());
    }
}
