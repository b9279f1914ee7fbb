package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Chromium;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Case(32)
class Case32NamesAreShortPlainText {
    private static final String MARKUP = "<img src=x onerror=document.title='case32'><b>Mal</b>";

    private final Instances both;

    Case32NamesAreShortPlainText(Instances both) {
        this.both = both;
    }

    private static String claim(Studio studio, String name) {
        return Instances.GUESTS
                .claim("token", studio.show("camera").token())
                .replace("\"name\":\"Pixel\"", "\"name\":\"%s\"".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MARKUP,
                "Mal\\r\\n00:00:00.000 SEVERE case32-forged line\\n\\u2028case32-forged \\u0085case32-forged",
                "\\u202ekcab\\u202c \\u2066case\\u2069 \\u200f\\u061c\\u200eMal",
                "\\u001b[31mMal\\u001b[0m\\u0000\\u0007\\u007f",
                "10 kB"
            })
    void aNameIsOneLineOfAtMost64VisibleCharacters(String given) {
        var name = given.equals("10 kB") ? "Mal \uD83D\uDE00".repeat(1_400) : given;
        var studio = Studio.at(both.a());
        var phone = new Browser(both.b());
        var joined = phone.post("/api/pairings/claim", claim(studio, name));
        assertThat(joined.status()).as(joined.text()).isEqualTo(200);
        var camera = RoomSocket.open(both.b(), phone, studio.room()).hello();
        var made = studio.desktop().patch("/api/sessions/current", "{\"name\":\"%s\"}".formatted(name));
        var room = studio.desktop().post("/api/rooms", "{\"name\":\"%s\"}".formatted(name));

        var names = List.of(
                camera.path("self").path("name").asText(),
                phone.get("/api/sessions/current").json().path("name").asText(),
                studio.shownBy(both.a(), "camera").get(0),
                made.json().path("name").asText(),
                room.json().path("name").asText());
        assertThat(names).allSatisfy(shown -> {
            assertThat(shown).contains("Mal").hasSizeLessThanOrEqualTo(64);
            assertThat(shown)
                    .doesNotContainPattern(
                            "[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]");
        });
        assertThat(both.logs().lines())
                .as("lines of the log that a name has begun, or colours")
                .noneMatch(line -> line.matches("^\\s*(case32-forged|.{12} SEVERE case32-forged).*|.*\u001b.*"));
    }

    @Test
    void aNameIsTextOnThePage() {
        try (var chromium = new Chromium();
                var stage = new Stage(chromium)) {
            var desktop = stage.desktop(both.a() + "/").awaitState("offering");
            var token = desktop.readQr("#qr").replaceFirst(".*#v1\\.", "");
            var phone = new Browser(both.b());
            var claim =
                    Instances.GUESTS.claim("token", token).replace("\"name\":\"Pixel\"", "\"name\":\"" + MARKUP + "\"");
            var joined = phone.post("/api/pairings/claim", claim);
            var socket =
                    RoomSocket.enter(both.b(), phone, joined.json().path("room").asText());

            desktop.page().getByText(MARKUP).first().waitFor();
            assertThat(desktop.page().locator("img[src='x']").count()).isZero();
            assertThat(desktop.page().title()).doesNotContain("case32");
            assertThat(stage.complaints()).isEmpty();
            socket.close();
        }
    }
}
