package dev.tripod.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tripod.cache.Codec;
import dev.tripod.room.Role;
import dev.tripod.room.RoomId;
import dev.tripod.session.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pairings as versioned JSON, times in milliseconds. The same pairing has always the same bytes. */
final class PairingCodec implements Codec<Pairing> {
    private static final int VERSION = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private record Stored(
            int v,
            String id,
            String room,
            Role role,
            String owner,
            String desktop,
            long expiresAt,
            Judge judge,
            PairingState state,
            @Nullable Long ended,
            @Nullable String token,
            @Nullable StoredClaim claim) {}

    private record StoredClaim(String digest, String session, @Nullable String seed) {}

    @Override
    public byte[] encode(Pairing pairing) {
        var stored = new Stored(
                VERSION,
                pairing.id().value(),
                pairing.room().value(),
                pairing.role(),
                pairing.owner().value(),
                pairing.desktop(),
                pairing.expiresAt().toEpochMilli(),
                pairing.judge(),
                pairing.state(),
                pairing.ended().map(Instant::toEpochMilli).orElse(null),
                pairing.token().map(PairingToken::value).orElse(null),
                pairing.claim()
                        .map(claim -> new StoredClaim(
                                claim.digest(),
                                claim.session().value(),
                                claim.seed().orElse(null)))
                        .orElse(null));
        try {
            return MAPPER.writeValueAsBytes(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Pairing decode(byte[] bytes) {
        try {
            var stored = MAPPER.readValue(bytes, Stored.class);
            if (stored.v() != VERSION) {
                throw new IllegalArgumentException("A pairing of version " + stored.v());
            }
            return pairing(stored);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a pairing", e);
        }
    }

    private static Pairing pairing(Stored stored) {
        return new Pairing(
                new PairingId(stored.id()),
                new RoomId(stored.room()),
                stored.role(),
                new SessionId(stored.owner()),
                stored.desktop(),
                Instant.ofEpochMilli(stored.expiresAt()),
                stored.judge(),
                stored.state(),
                Optional.ofNullable(stored.ended()).map(Instant::ofEpochMilli),
                Optional.ofNullable(stored.token()).map(PairingToken::new),
                Optional.ofNullable(stored.claim())
                        .map(claim -> new Claim(
                                claim.digest(), new SessionId(claim.session()), Optional.ofNullable(claim.seed()))));
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
