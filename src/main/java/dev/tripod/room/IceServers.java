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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The STUN and TURN servers for WebRTC. With a secret, TURN servers without credentials of their own get some that
 * end by themselves, as coturn's {@code use-auth-secret} wants them: the user is {@code <end in Unix seconds>:<session>},
 * the credential the base64 of its HMAC-SHA-1.
 */
@Singleton
final class IceServers {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String HMAC = "HmacSHA1"; // what the TURN servers speak
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
                var user = clock.instant().plus(LIFETIME).getEpochSecond() + ":" + session.value();
                object.put("username", user).put("credential", sign(key, user));
            }
        }));
        return servers;
    }

    private static boolean wantsCredentials(ObjectNode server) {
        var urls = server.path("urls");
        var first = urls.isArray() ? urls.path(0) : urls;
        return !server.has("credential")
                && first.asText().toLowerCase(Locale.ROOT).startsWith("turn");
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
