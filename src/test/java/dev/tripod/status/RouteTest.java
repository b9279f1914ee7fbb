package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/camera, /camera",
        "/js/pages/status.js, files",
        "/api/sessions/current, /api/sessions/current",
        "/api/sessions/current/rotation, /api/sessions/current/rotation",
        "/api/pairings/Xk3/qr.svg, /api/pairings/{id}/qr.svg",
        "/api/rooms/Xk3/participants/9aQ, /api/rooms/{id}/participants/{id}",
        "/ws/rooms/Xk3, /ws/rooms/{id}",
        "/api/cache/set/key, /api/cache",
        "/health/ready, /health/ready",
        "/metrics, /metrics",
        "/api/rooms/a/b/c/d/e, other",
        "/api/nothing, other",
        "/wp-login.php, other",
        "/camera/more, other"
    })
    void namesAddressesWithoutTheirIds(String path, String route) {
        assertThat(Route.of(path).name()).isEqualTo(route);
    }

    @Test
    void knowsOnlyMethodsThatAreServed() {
        assertThat(Route.method("GET")).isEqualTo("GET");
        assertThat(Route.method("X'\"\n")).isEqualTo("other");
    }
}
