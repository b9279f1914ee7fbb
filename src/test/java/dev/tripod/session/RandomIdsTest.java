package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
    @Test
    void hasTheLengthsThatIdsAndSecretsNeed() {
        assertThat(RandomIds.base64url(12)).hasSize(16);
        assertThat(RandomIds.base64url(16)).hasSize(22);
        assertThat(RandomIds.base64url(32)).hasSize(43);
    }

    @Test
    void neverRepeatsItself() {
        var ids = new HashSet<String>();
        IntStream.range(0, 20_000).forEach(i -> ids.add(RandomIds.base64url(16)));

        assertThat(ids).hasSize(20_000).allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
    }

    @Test
    void usesAllBytesAboutEquallyOften() {
        var seen = new int[256];
        for (var value : RandomIds.bytes(256_000)) {
            seen[value & 0xff]++;
        }

        // 1000 each is expected; six standard deviations are 190
        assertThat(IntStream.of(seen).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(810, 1190));
    }
}
