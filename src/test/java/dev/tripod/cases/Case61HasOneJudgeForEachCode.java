package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Case(61)
class Case61HasOneJudgeForEachCode {
    @Test
    void whileAIsCutOffASharedCodeIs503ThereAndTakenOnceOnB(@ToHarm Instances both) {
        var desk = Regular.at(both.a());
        var shown = Instances.GUESTS.show(desk.browser(), "{}");
        cutOffA(both);

        for (var secret : List.of("token", "code")) {
            var refused = new Browser(both.a())
                    .post(
                            "/api/pairings/claim",
                            Instances.GUESTS.claim(secret, secret.equals("token") ? shown.token() : shown.code()));
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(refused.json().path("type").asText()).isEqualTo("urn:tripod:problem:pairing-unavailable");
            assertThat(refused.header("Set-Cookie")).isEmpty();
        }
        var claims = IntStream.range(0, 10)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> claimOnB(both, shown.token())))
                .toList();
        var statuses = claims.stream().map(CompletableFuture::join).toList();

        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    private static int claimOnB(Instances both, String token) {
        var phone = new Browser(both.b());
        var status = phone.post("/api/pairings/claim", Instances.GUESTS.claim("token", token))
                .status();
        if (status == 200) {
            Instances.GUESTS.remember(phone);
        }
        return status;
    }

    @Test
    void aCodeMadeOnAWhileItIsCutOffIsTakenThereAndUnknownOnB(@ToHarm Instances both) {
        var desk = Regular.at(both.a());
        desk.write();
        cutOffA(both);
        var shown = Instances.GUESTS.show(desk.browser(), "{}");

        for (var secret : List.of("token", "code")) {
            var elsewhere = new Browser(both.b())
                    .post(
                            "/api/pairings/claim",
                            Instances.GUESTS.claim(secret, secret.equals("token") ? shown.token() : shown.code()));
            assertThat(elsewhere.status()).as(elsewhere.text()).isEqualTo(404);
        }
        Instances.GUESTS.phone(both.a(), "code", shown.code());

        both.mend();

        assertThat(claimOnB(both, shown.token())).as("it stays A's afterwards").isEqualTo(404);
        var late = new Browser(both.a()).post("/api/pairings/claim", Instances.GUESTS.claim("token", shown.token()));
        assertThat(late.status()).isEqualTo(409);
    }

    private static void cutOffA(Instances both) {
        both.wayOfA().cut();
        Crowd.at(both.a(), 6).write();
        Health.await(both.a(), "degraded");
    }
}
