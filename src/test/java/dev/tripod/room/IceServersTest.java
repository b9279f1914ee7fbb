package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.session.SessionId;
import dev.tripod.testing.ManualClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IceServersTest {
    private static final SessionId SESSION = new SessionId("session-session-sessio");

    @Test
    void givesTurnServersCredentialsThatEnd() {
        var servers = servers("[{\"urls\":[\"turns:turn.example:5349\"]}]", Optional.of("north"));

        var server = servers.of(SESSION).path(0);
        // echo -n 1767268800:session- | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(server.path("username").asText()).isEqualTo("1767268800:session-");
        assertThat(server.path("credential").asText()).isEqualTo("Jh1RP8UMiF4DnNIMRYLf7MHyrLs=");
    }

    @Test
    void findsTheTurnServerBehindOtherAddresses() {
        var servers = servers("[{\"urls\":[\"stun:a.example\",\"turn:a.example\"]}]", Optional.of("north"));

        assertThat(servers.of(SESSION).path(0).has("credential")).isTrue();
    }

    @Test
    void leavesOtherServersAsTheyAre() {
        var json = "[{\"urls\":\"stun:stun.example\"},"
                + "{\"urls\":\"turn:turn.example\",\"username\":\"u\",\"credential\":\"c\"}]";

        assertThat(servers(json, Optional.of("north")).of(SESSION)).hasToString(json);
    }

    @Test
    void signsNothingWithoutASecret() {
        var json = "[{\"urls\":\"turn:turn.example\"}]";

        assertThat(servers(json, Optional.empty()).of(SESSION)).hasToString(json);
    }

    private static IceServers servers(String json, Optional<String> secret) {
        var settings = new HashMap<>(Map.of("TRIPOD_ICE_SERVERS", json));
        secret.ifPresent(text -> settings.put("TRIPOD_TURN_SECRET", text));
        return new IceServers(Settings.read(settings), new ManualClock());
    }
}
