package dev.tripod.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tripod.cache.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Session records as versioned JSON, times in milliseconds. What cannot be read, or has a version of the future, is
 * one warning and a record that is over: it counts as absent and is never written again.
 */
final class SessionCodec implements Codec<SessionRecord> {
    private static final System.Logger LOG = System.getLogger(SessionCodec.class.getName());
    private static final int VERSION = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final SessionRecord UNREADABLE = new SessionRecord(
            new SessionId("-".repeat(22)),
            SessionKind.PERSON,
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            Map.of());

    private record Stored(
            int v,
            String id,
            SessionKind kind,
            @Nullable String name,
            long created,
            long idleEnd,
            long absoluteEnd,
            @Nullable Long ended,
            @Nullable String next,
            Map<String, StoredAttribute> attributes) {}

    private record StoredAttribute(@Nullable String value, long version) {}

    @Override
    public byte[] encode(SessionRecord session) {
        var attributes = new TreeMap<String, StoredAttribute>();
        session.attributes()
                .forEach((name, attribute) -> attributes.put(
                        name, new StoredAttribute(attribute.value().orElse(null), attribute.version())));
        var stored = new Stored(
                VERSION,
                session.id().value(),
                session.kind(),
                session.name().orElse(null),
                session.created().toEpochMilli(),
                session.idleEnd().toEpochMilli(),
                session.absoluteEnd().toEpochMilli(),
                session.ended().map(Instant::toEpochMilli).orElse(null),
                session.next().map(SessionKey::value).orElse(null),
                attributes);
        try {
            return MAPPER.writeValueAsBytes(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SessionRecord decode(byte[] bytes) {
        try {
            var version = MAPPER.readTree(bytes).path("v").asInt();
            if (version != VERSION) {
                return unreadable("has the unknown version " + version);
            }
            return record(MAPPER.readValue(bytes, Stored.class));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return unreadable("is not a session's");
        }
    }

    private static SessionRecord unreadable(String why) {
        LOG.log(System.Logger.Level.WARNING, "A stored record was taken for absent since it " + why);
        return UNREADABLE;
    }

    private static SessionRecord record(Stored stored) {
        var attributes = new TreeMap<String, SessionRecord.Attribute>();
        stored.attributes()
                .forEach((name, attribute) -> attributes.put(
                        name,
                        new SessionRecord.Attribute(Optional.ofNullable(attribute.value()), attribute.version())));
        return new SessionRecord(
                new SessionId(stored.id()),
                stored.kind(),
                Optional.ofNullable(stored.name()),
                Instant.ofEpochMilli(stored.created()),
                Instant.ofEpochMilli(stored.idleEnd()),
                Instant.ofEpochMilli(stored.absoluteEnd()),
                Optional.ofNullable(stored.ended()).map(Instant::ofEpochMilli),
                Optional.ofNullable(stored.next()).map(SessionKey::new),
                attributes);
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
