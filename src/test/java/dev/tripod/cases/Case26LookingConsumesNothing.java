package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(26)
class Case26LookingConsumesNothing {
    private final Instances both;
    private final Studio studio;

    Case26LookingConsumesNothing(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    @Test
    void neitherGetNorHeadNorPrefetchConsumes() {
        var shown = studio.show("camera");
        var phone = new Browser(both.b());
        var paths = List.of(
                "/camera",
                "/camera?token=" + shown.token(),
                "/camera/v1." + shown.token(),
                "/api/pairings/lookup?token=" + shown.token(),
                "/api/pairings/claim?token=" + shown.token() + "&claimId=claim-of-case-26-000000",
                "/api/pairings/claim?code=" + shown.code() + "&claimId=claim-of-case-26-000000");
        for (var path : paths) {
            for (var method : List.of("GET", "HEAD")) {
                for (var purpose : List.of("", "prefetch", "prefetch;prerender")) {
                    var headers = purpose.isEmpty()
                            ? new String[0]
                            : new String[] {"Sec-Purpose", purpose, "Purpose", "prefetch"};
                    var answer = phone.send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
                    assertThat(answer.status()).as(method + " " + path).isIn(200, 404, 405);
                }
            }
        }
        assertStillPendingAndClaim(shown.id(), shown.token());
    }

    private void assertStillPendingAndClaim(String id, String token) {
        for (var server : List.of(both.a(), both.b())) {
            assertThat(Phones.look(server, "token", token, "Sec-Purpose", "prefetch")
                            .status())
                    .isEqualTo(200);
            assertThat(studio.desktop().at(server).get("/api/pairings/" + id).text())
                    .contains("\"pending\"");
        }
        assertThat(Phones.claim(both.b(), "token", token).status()).isEqualTo(200);
    }
}
