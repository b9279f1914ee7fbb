package dev.tripod.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.QrReader;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(29)
class Case29TheOwnerSeesTheSecretOnce {
    private static final List<String> PICTURES = List.of("/qr.svg", "/qr.png");

    private final Instances both;
    private final Studio studio;

    Case29TheOwnerSeesTheSecretOnce(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    @Test
    void onlyThePictureShowsItAgainAndOnlyWhileItIsPending() throws Exception {
        var shown = studio.show("camera");
        var path = "/api/pairings/" + shown.id();
        var asked = List.of(
                path,
                path + "/qr.svg",
                path + "/qr.png",
                "/api/rooms/" + studio.room(),
                "/api/sessions/current",
                "/api/pairings");
        for (var server : List.of(both.a(), both.b())) {
            var desktop = studio.desktop().at(server);
            for (var question : asked) {
                var answer = desktop.get(question).response();
                assertThat(new String(answer.body(), ISO_8859_1)
                                + answer.headers().map())
                        .as(question)
                        .doesNotContain(
                                shown.token(), shown.code(), shown.code().replace("-", ""));
            }
            assertThat(QrReader.read(desktop.get(path + "/qr.png").response().body()))
                    .endsWith("/camera#v1." + shown.token());
            assertThat(desktop.get(path + "/qr.svg").status()).isEqualTo(200);
        }
        assertThat(Phones.claim(both.b(), "token", shown.token()).status()).isEqualTo(200);
        for (var server : List.of(both.a(), both.b())) {
            for (var picture : PICTURES) {
                assertThat(studio.desktop().at(server).get(path + picture).status())
                        .isEqualTo(410);
            }
            assertThat(studio.desktop().at(server).get(path).text())
                    .isEqualTo("{\"state\":\"claimed\",\"expiresInMs\":0}");
        }
    }

    @Test
    void forOthersThereIsNone() {
        var path = "/api/pairings/" + studio.show("camera").id();
        var viewer = studio.guest(both.b(), "viewer");
        for (var other : List.of(Instances.GUESTS.person(both.a()), Instances.GUESTS.person(both.b()), viewer)) {
            for (var suffix : List.of("", "/qr.svg", "/qr.png")) {
                assertThat(other.get(path + suffix).status()).isEqualTo(404);
            }
            assertThat(other.delete(path).status()).isEqualTo(404);
        }
        assertThat(new Browser(both.b()).get(path).status()).isEqualTo(401);
    }

    @Test
    void aForeignRoomOrRoleInTheClaimChangesNothing() {
        var foreign = Studio.at(both.a());
        var claim = Instances.GUESTS
                .claim("token", studio.show("camera").token())
                .replaceFirst("}$", ",\"room\":\"%s\",\"role\":\"desktop\"}".formatted(foreign.room()));
        var phone = new Browser(both.b());
        var joined = phone.post("/api/pairings/claim", claim);

        assertThat(joined.json().path("room").asText()).isEqualTo(studio.room());
        assertThat(joined.json().path("role").asText()).isEqualTo("camera");
        assertThat(phone.get("/api/rooms/" + foreign.room()).status()).isEqualTo(404);
        assertThat(phone.get("/api/rooms/" + studio.room()).status()).isEqualTo(200);
        studio.enter(both.b(), phone).close();
        assertThat(phone.get("/api/sessions/current").json().path("kind").asText())
                .isEqualTo("camera");
    }
}
