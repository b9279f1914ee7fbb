package dev.tripod.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripod.config.Settings;
import dev.tripod.session.SessionId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The STUN and TURN servers for WebRTC. With a secret, TURN servers without credentials of their own get some that
 * end by themselves, as coturn's {@code use-auth-secret} wants them: the user is {@code <end in Unix seconds>:<start of the session id>},
 * the credential the base64 of its HMAC-SHA-1.
 */
@Singleton
final class IceServers {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String HMAC = "HmacSHA1"; // what the TURN servers speak
    private static final int SHOWN = 8;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final ArrayNode configured;
    private final Optional<SecretKeySpec> secret;
    private final InstantSource clock;

    @Inject
    IceServers(Settings settings, InstantSource clock) {
        this.configured = parse(settings.ice().servers());
        this.secret =
                settings.ice().turnSecret().map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC));
        this.clock = clock;
    }

    private static ArrayNode parse(String servers) {
        try {
            return (ArrayNode) MAPPER.readTree(servers);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalArgumentException("The ICE servers are no JSON array", e);
        }
    }

    /** The list for one session, as {@code RTCPeerConnection} takes it. */
    JsonNode of(SessionId session) {
        var servers = configured.deepCopy();
        secret.ifPresent(key -> servers.forEach(server -> {
            if (server instanceof ObjectNode object && wantsCredentials(object)) {
                var user = clock.instant().plus(LIFETIME).getEpochSecond() + ":" + shortened(session);
                object.put("username", user).put("credential", sign(key, user));
            }
        }));
        return servers;
    }

    /** Enough to tell sessions apart in the TURN server's log. */
    private static String shortened(SessionId session) {
        return session.value().substring(0, SHOWN);
    }

    private static boolean wantsCredentials(ObjectNode server) {
        return !server.has("credential") && isTurn(server.path("urls"));
    }

    /** One address or several, of which those for STUN leave credentials unused. */
    private static boolean isTurn(JsonNode urls) {
        return urls.asText().toLowerCase(Locale.ROOT).startsWith("turn")
                || StreamSupport.stream(urls.spliterator(), false).anyMatch(IceServers::isTurn);
    }

    private static String sign(SecretKeySpec key, String user) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-1", e);
        }
    }
}
