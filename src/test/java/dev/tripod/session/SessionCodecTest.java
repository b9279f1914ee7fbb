package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCodecTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionCodec codec = new SessionCodec();
    private final SessionRecord session = SessionRecord.begin(
                    SessionKind.CAMERA, Optional.of("Phone"), NOW, Duration.ofHours(1), Duration.ofDays(30))
            .changed(new SessionChange(false, Optional.empty(), Map.of("a", Optional.of("{\"b\":1}"))), NOW);

    @Test
    void readsWhatItWrote() {
        var moved = session.movedTo(SessionKey.of(SessionCookie.random()), NOW.plusSeconds(1));

        assertThat(codec.decode(codec.encode(session))).isEqualTo(session);
        assertThat(codec.decode(codec.encode(moved))).isEqualTo(moved);
    }

    @Test
    void writesVersionedJson() {
        assertThat(new String(codec.encode(session), StandardCharsets.UTF_8))
                .startsWith("{\"v\":1,\"id\":\"" + session.id().value() + "\",\"kind\":\"camera\",\"name\":\"Phone\"")
                .contains("\"attributes\":{\"a\":{\"value\":\"{\\\"b\\\":1}\",\"version\":1767225600000}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"v\":2,\"shape\":\"of the future\"}", "{\"v\":1}", "null"})
    void takesForAbsentWhatItCannotRead(String stored) {
        var read = codec.decode(stored.getBytes(StandardCharsets.UTF_8));

        assertThat(read.liveAt(Instant.EPOCH)).isFalse();
        assertThat(read.liveAt(NOW)).isFalse();
    }
}
