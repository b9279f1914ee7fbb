package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncTokenTest {
    @Test
    void neverGoesBackToThatOfAnEarlierRequest() {
        var sync = new SyncToken();
        assertThat(sync.newest()).isEmpty();
        var first = sync.begin();
        var second = sync.begin();
        sync.received(second, "b");
        sync.received(first, "a");
        assertThat(sync.newest()).hasValue("b");
    }
}
