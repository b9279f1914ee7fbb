package dev.tripod.session;

import dev.tripod.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides which web origins may use a session: the own one and those that are configured. */
@Singleton
public final class OriginPolicy {
    /** What clients that are no browser send in {@code X-Requested-With}. */
    public static final String OWN_CLIENT = "tripod";

    private final List<String> configured;
    private final Caller caller;

    @Inject
    OriginPolicy(Settings settings, Caller caller) {
        this.configured = settings.http().allowedOrigins().stream()
                .map(origin -> originOf(URI.create(origin)))
                .toList();
        this.caller = caller;
    }

    /**
     * Whether a changing call with the session cookie may go on. A browser's word counts first; who sends neither
     * {@code Origin} nor {@code Sec-Fetch-Site} shows by a header of its own that it is no foreign page.
     */
    public boolean allowsCall(String origin, String fetchSite, String requestedWith) {
        if (fetchSite.equals("cross-site")) {
            return false;
        }
        if (!origin.isEmpty()) {
            return allows(origin);
        }
        return fetchSite.isEmpty() ? requestedWith.equals(OWN_CLIENT) : fetchSite.equals("same-origin");
    }

    /** Whether a WebSocket handshake may go on; all browsers send an origin there, so a missing one is refused. */
    public boolean allowsHandshake(Optional<String> origin) {
        return origin.filter(this::allows).isPresent();
    }

    /** Whether a page of a further, configured origin may read answers (CORS). */
    public boolean allowsReading(String origin) {
        return configured.contains(origin);
    }

    private boolean allows(String origin) {
        return configured.contains(origin) || origin.equals(originOf(caller.publicUrl()));
    }

    /** Scheme, host and port as browsers write them: in lower case, without a default port. */
    private static String originOf(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var standard = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (standard ? "" : ":" + url.getPort());
    }
}
