package dev.tripod.status;

import dev.tripod.config.Settings;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Who may see the figures: everybody, unless an API token is configured. Both tokens then open them. */
@Singleton
final class BearerTokens {
    private static final String SCHEME = "Bearer ";

    private final Settings.Api api;

    @Inject
    BearerTokens(Settings settings) {
        api = settings.api();
    }

    /** Lets a request with this {@code Authorization} header through, or says {@code TOKEN_MISSING}. */
    void require(@Nullable String authorization) {
        if (api.token().isPresent() && !accepts(authorization)) {
            throw new ProblemException(Problem.TOKEN_MISSING);
        }
    }

    private boolean accepts(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && api.access(authorization.substring(SCHEME.length()).strip()).isPresent();
    }
}
