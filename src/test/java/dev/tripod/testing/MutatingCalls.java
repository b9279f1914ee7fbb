package dev.tripod.testing;

import java.util.List;

/** The calls that change something, as the table of them; a test compares it with the resources. */
public final class MutatingCalls {
    /** Method and path, with parameters by their names. The cache API is not among them: it takes no cookie. */
    public static final List<String> TABLE = List.of(
            "DELETE /api/pairings/{id}",
            "DELETE /api/rooms/{id}/participants/{participant}",
            "DELETE /api/sessions/current",
            "PATCH /api/sessions/current",
            "POST /api/pairings",
            "POST /api/pairings/claim",
            "POST /api/pairings/lookup",
            "POST /api/rooms",
            "POST /api/sessions",
            "POST /api/sessions/current/rotation");

    private MutatingCalls() {}
}
