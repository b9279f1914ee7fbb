package dev.tripod.status;

import dev.tripod.config.Settings;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may see the figures: everybody, unless an API token is configured. Both tokens then open them. */
@Singleton
final class BearerTokens {
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> accepted;

    @Inject
    BearerTokens(Settings settings) {
        var api = settings.api();
        accepted = api.token().isEmpty()
                ? List.of()
                : Stream.of(api.token(), api.readOnlyToken())
                        .flatMap(Optional::stream)
                        .map(token -> token.getBytes(StandardCharsets.UTF_8))
                        .toList();
    }

    /** Lets a request with this {@code Authorization} header through, or says {@code TOKEN_MISSING}. */
    void require(@Nullable String authorization) {
        if (!accepted.isEmpty() && !accepts(authorization)) {
            throw new ProblemException(Problem.TOKEN_MISSING);
        }
    }

    /** Comparing takes the same time however much of a token is right. */
    private boolean accepts(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        var given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return accepted.stream()
                        .filter(token -> MessageDigest.isEqual(token, given))
                        .count()
                > 0;
    }
}
