package dev.tripod.web;

import dev.tripod.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out where a request comes from and how it was addressed, believing as many proxies as are configured. */
@Singleton
final class Proxies {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

    private final Optional<URI> publicUrl;
    private final int hops;

    @Inject
    Proxies(Settings settings) {
        this.publicUrl = settings.http().publicUrl();
        this.hops = settings.http().trustedProxies();
    }

    /**
     * The client's address: each trusted proxy has written down whom it was called by, the nearest one last. What
     * stands further left is the client's own invention.
     */
    String address(HttpServletRequest request) {
        var written = values(request, "X-Forwarded-For");
        var trusted = written.subList(Math.max(0, written.size() - hops), written.size());
        return trusted.stream()
                .findFirst()
                .flatMap(NetworkAddress::parse)
                .or(() -> NetworkAddress.parse(request.getRemoteAddr()))
                .map(NetworkAddress::client)
                .orElse("unknown");
    }

    /** Base of links: as configured, else how this request was addressed. */
    URI url(HttpServletRequest request) {
        return publicUrl.orElseGet(() -> URI.create(scheme(request) + "://" + host(request)));
    }

    private String scheme(HttpServletRequest request) {
        var written = values(request, "X-Forwarded-Proto");
        var trusted = written.subList(Math.max(0, written.size() - hops), written.size());
        return trusted.stream()
                .findFirst()
                .filter(scheme -> scheme.equals("https") || scheme.equals("http"))
                .orElseGet(request::getScheme);
    }

    private static String host(HttpServletRequest request) {
        var header = request.getHeader("Host");
        return header != null && HOST.matcher(header).matches() ? header.toLowerCase(Locale.ROOT) : "localhost";
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .toList();
    }
}
