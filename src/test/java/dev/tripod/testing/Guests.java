package dev.tripod.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Desktops and phones behind one proxy hop, each at an address of its own; remembers every secret they deal with. */
public final class Guests {
    private final AtomicInteger addresses = new AtomicInteger();
    private final AtomicInteger claims = new AtomicInteger();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /** A pairing that a desktop shows. */
    public record Shown(String id, String token, String code) {}

    /** A browser with a new session by the name of Desk. */
    public Browser person(URI server) {
        var person = new Browser(server);
        var number = addresses.getAndIncrement();
        var address = "10.0.%d.%d".formatted(number / 250, number % 250 + 1);
        var answer = person.post("/api/sessions", "{\"name\":\"Desk\"}", "X-Forwarded-For", address);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return remember(person);
    }

    /** Counts the browser's cookie among the secrets, also one that it got by itself. */
    public Browser remember(Browser browser) {
        secrets.add(browser.cookieHeader().split("=", 2)[1]);
        return browser;
    }

    /** Has a desktop show a pairing for what the body wishes. */
    public Shown show(Browser desktop, String wish) {
        var answer = desktop.post("/api/pairings", wish);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        var offer = answer.json();
        var code = offer.path("code").asText();
        var token = offer.path("link").asText().replaceFirst(".*#v1\\.", "");
        secrets.addAll(Set.of(token, code, code.replace("-", "")));
        return new Shown(offer.path("id").asText(), token, code);
    }

    /** A phone without a session that claims by a token or a code, and is let in. */
    public Browser phone(URI server, String kind, String secret) {
        var phone = new Browser(server);
        var answer = phone.post("/api/pairings/claim", claim(kind, secret));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return remember(phone);
    }

    /** What a phone sends to claim by a token or a code. */
    public String claim(String kind, String secret) {
        var id = "claim-%016d".formatted(claims.incrementAndGet());
        secrets.add(id);
        return "{\"%s\":\"%s\",\"claimId\":\"%s\",\"name\":\"Pixel\"}".formatted(kind, secret, id);
    }

    /** Cookies, tokens, codes and claims up to now. */
    public Set<String> secrets() {
        return Set.copyOf(secrets);
    }
}
