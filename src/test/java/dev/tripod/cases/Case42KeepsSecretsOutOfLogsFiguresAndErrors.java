package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks back on all cases before it; pairs of a case's own were examined when they were closed. */
@Case(42)
@Order(Integer.MAX_VALUE)
class Case42KeepsSecretsOutOfLogsFiguresAndErrors {
    private static final String BEARER = "Bearer " + Instances.API_TOKEN;

    @Test
    void noSecretIsInAnyLogOfTheSuite(Instances usual, @ShortLived Instances shortLived) {
        var before = Instances.examined();

        var stableId = pairUp(usual).json().path("id").asText();

        usual.examine();
        shortLived.examine();
        assertThat(usual.logs()).as("it logs all it can").containsPattern("FINE.*Session \\S{8,12}… began");
        assertThat(usual.logs()).doesNotContain(stableId);
        assertThat(Instances.examined()).isGreaterThanOrEqualTo(before + 4);
        System.out.printf("Case 42: %d instances examined%n", Instances.examined());
    }

    private static Browser.Answer pairUp(Instances both) {
        var desk = Instances.GUESTS.person(both.a());
        Instances.GUESTS.phone(
                both.b(), "token", Instances.GUESTS.show(desk, "{}").token());
        Instances.GUESTS.phone(
                both.a(), "code", Instances.GUESTS.show(desk, "{}").code());
        desk.post("/api/sessions/current/rotation", "");
        Instances.GUESTS.remember(desk);
        return desk.at(both.b()).get("/api/sessions/current");
    }

    @Test
    void noSecretIsInHealthMetricsOrStatus(Instances usual, @ShortLived Instances shortLived) {
        var texts = Stream.of(usual.a(), usual.b(), shortLived.a(), shortLived.b())
                .flatMap(instance -> Stream.of("/health/live", "/health/ready", "/metrics", "/api/status")
                        .map(path -> new Browser(instance).get(path, "Authorization", BEARER)))
                .toList();

        assertThat(texts).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertHoldNoSecret(usual, texts);
        assertHoldNoSecret(shortLived, texts);
    }

    @Test
    void noSecretIsInAnErrorsBody(Instances usual) {
        var desk = Instances.GUESTS.person(usual.a());
        var gone = Instances.GUESTS.person(usual.a());
        var cookie = gone.cookieHeader();
        assertThat(gone.delete("/api/sessions/current").status()).isEqualTo(204);
        var shown = Instances.GUESTS.show(desk, "{}");
        Instances.GUESTS.phone(usual.b(), "token", shown.token());
        var claim = Instances.GUESTS.claim("token", shown.token());
        var code = Instances.GUESTS.claim("code", shown.code());

        var errors = new ArrayList<Browser.Answer>();
        for (var instance : List.of(usual.a(), usual.b())) {
            var nobody = new Browser(instance);
            errors.add(nobody.get("/api/sessions/current", "Cookie", cookie));
            errors.add(nobody.get("/api/nothing/" + shown.token()));
            errors.add(nobody.post("/api/pairings/claim", claim));
            errors.add(nobody.post("/api/pairings/claim", code));
            errors.add(nobody.post("/api/pairings/claim", claim.replace("\"name\"", "name")));
            errors.add(nobody.post("/api/pairings/lookup", "{\"token\":[\"" + shown.token() + "\"]}"));
            errors.add(nobody.get("/api/status", "Authorization", BEARER + "x"));
            errors.add(nobody.get("/metrics", "Authorization", BEARER + "x"));
            errors.add(api(instance, "/api/cache/get/x", BEARER + "x"));
            errors.add(api(instance, "/api/cache/config/get/requirepass", BEARER));
            errors.add(desk.at(instance).delete("/api/pairings/" + shown.id(), "Origin", "https://evil.example"));
        }

        assertThat(errors).allSatisfy(answer -> assertThat(answer.status()).isBetween(400, 499));
        assertHoldNoSecret(usual, errors);
    }

    /** The cache API speaks another dialect than the interface that calls of browsers are compared with. */
    private static Browser.Answer api(URI instance, String path, String authorization) {
        return new Browser(instance)
                .sendAsIs(java.net.http.HttpRequest.newBuilder(instance.resolve(path))
                        .header("Authorization", authorization)
                        .build());
    }

    private static void assertHoldNoSecret(Instances both, List<Browser.Answer> answers) {
        var secrets = Instances.GUESTS.secrets();
        assertThat(answers).map(Browser.Answer::text).allSatisfy(text -> {
            assertThat(text).doesNotContain(both.store().token(), Instances.API_TOKEN, "Bearer ");
            assertThat(secrets).noneMatch(text::contains);
        });
    }
}
