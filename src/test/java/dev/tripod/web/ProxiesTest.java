package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.TestSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxiesTest {
    @Test
    void believesNobodyByDefault() {
        var request = request(Map.of("X-Forwarded-For", List.of("192.0.2.1")));

        assertThat(proxies(0).address(request)).isEqualTo("10.0.0.1");
    }

    @Test
    void countsTrustedProxiesFromTheRight() {
        var request = request(Map.of("X-Forwarded-For", List.of("6.6.6.6, 192.0.2.1", "192.0.2.2")));

        assertThat(proxies(1).address(request)).isEqualTo("192.0.2.2");
        assertThat(proxies(2).address(request)).isEqualTo("192.0.2.1");
    }

    @Test
    void takesTheConnectionsAddressWhereAProxyWroteNone() {
        assertThat(proxies(1).address(request(Map.of()))).isEqualTo("10.0.0.1");
        assertThat(proxies(1).address(request(Map.of("X-Forwarded-For", List.of("a\r\nb")))))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void addressesLinksLikeTheRequestInDevelopment() {
        var request = request(Map.of("Host", List.of("LOCALHOST:8080"), "X-Forwarded-Proto", List.of("https")));

        assertThat(proxies(0).url(request)).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(proxies(1).url(request)).isEqualTo(URI.create("https://localhost:8080"));
    }

    @Test
    void takesNoHostThatIsNone() {
        assertThat(proxies(0).url(request(Map.of("Host", List.of("x@evil.example/?")))))
                .hasToString("http://localhost");
    }

    @Test
    void keepsTheConfiguredUrlWhateverTheRequestSays() {
        var url = URI.create("https://tripod.example");
        var proxies = new Proxies(TestSettings.with(new Settings.Http(Optional.of(url), List.of(), 1)));

        assertThat(proxies.url(request(Map.of("Host", List.of("evil.example")))))
                .isEqualTo(url);
    }

    private static Proxies proxies(int trusted) {
        return new Proxies(TestSettings.with(new Settings.Http(Optional.empty(), List.of(), trusted)));
    }

    /** A request that has nothing but headers and comes from 10.0.0.1. */
    private static HttpServletRequest request(Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" ->
                        Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
                    case "getHeader" ->
                        headers.getOrDefault((String) arguments[0], List.of()).stream()
                                .findFirst()
                                .orElse(null);
                    case "getRemoteAddr" -> "10.0.0.1";
                    case "getScheme" -> "http";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
