package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@Case(27)
class Case27TypedCodesAreForgivingAndGuessesAreFew {
    private static final String WRONG = "ZZZZ-ZZZZ";

    private static int look(URI server, String code, String address) {
        return Phones.look(server, "code", code, "X-Forwarded-For", address).status();
    }

    @Test
    void theSixthWrongOneOfAnAddressAndTheSixtyFirstOfAllAreRefused() {
        try (var both = Instances.start(Map.of())) {
            var studio = Studio.at(both.a());
            var shown = studio.show("camera");
            for (var right = 0; right < 20; right++) {
                assertThat(look(right % 2 == 0 ? both.a() : both.b(), shown.code(), "192.0.2.1"))
                        .as("right ones never count")
                        .isEqualTo(200);
            }
            for (var wrong = 0; wrong < 60; wrong++) {
                var server = wrong % 2 == 0 ? both.a() : both.b();
                var address = "192.0.2." + (wrong / 5 + 1);
                var answer = wrong % 3 == 0
                        ? Phones.look(server, "code", WRONG, "X-Forwarded-For", address)
                        : Phones.claim(server, "code", WRONG, "X-Forwarded-For", address);
                assertThat(answer.status()).as("wrong code " + (wrong + 1)).isEqualTo(404);
                if (wrong == 4) {
                    assertRefusedBut(both, studio, address);
                }
            }
            assertRefusedBut(both, studio, "192.0.2.100");
        }
    }

    /** Typed codes of this address are refused by both instances, and the QR works. */
    private static void assertRefusedBut(Instances both, Studio studio, String address) {
        var shown = studio.show("camera");
        for (var server : List.of(both.a(), both.b())) {
            var refused = Phones.claim(server, "code", WRONG, "X-Forwarded-For", address);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(look(server, WRONG, address)).isEqualTo(429);
            assertThat(Phones.look(server, "token", shown.token(), "X-Forwarded-For", address)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(Phones.claim(both.b(), "token", shown.token(), "X-Forwarded-For", address)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void caseLookAlikesSpacesAndDashesAreForgiven(Instances both) {
        var ways = new TreeMap<String, UnaryOperator<String>>(Map.of(
                "0 as O", code -> code.replace('0', 'O'),
                "0 as o", code -> code.replace('0', 'o'),
                "1 as I", code -> code.replace('1', 'I'),
                "1 as i", code -> code.replace('1', 'i'),
                "1 as L", code -> code.replace('1', 'L'),
                "1 as l", code -> code.replace('1', 'l'),
                "small letters", code -> code.toLowerCase(Locale.ROOT),
                "no dash", code -> code.replace("-", ""),
                "other dashes", code -> code.replace("-", "\u2013") + "-",
                "spaces", code -> " " + String.join(" ", code.split("", -1)) + "\u00a0"));
        var shown = new TreeSet<String>();
        for (var desktops = 0; desktops < 20 && !shown.equals(ways.keySet()); desktops++) {
            var desktop = Instances.GUESTS.person(both.a());
            for (var number = 0; number < 10 && !shown.equals(ways.keySet()); number++) {
                var code = Instances.GUESTS.show(desktop, "{}").code();
                ways.forEach((way, typed) -> {
                    if (!typed.apply(code).equals(code) && shown.add(way)) {
                        assertThat(look(both.b(), typed.apply(code), "192.0.2.27"))
                                .as(way)
                                .isEqualTo(200);
                    }
                });
            }
        }
        assertThat(shown).as("what could be tried").isEqualTo(Set.copyOf(ways.keySet()));
    }

    @Test
    void wrongExpiredCancelledAndUsedAnswerAlike(@ShortLived Instances both) {
        var studio = Studio.at(both.a());
        var old = studio.show("viewer");
        var used = studio.show("camera");
        assertThat(Phones.claim(both.b(), "code", used.code()).status()).isEqualTo(200);
        var cancelled = studio.show("camera");
        assertThat(studio.desktop().delete("/api/pairings/" + cancelled.id()).status())
                .isEqualTo(204);
        Timings.until(() -> Phones.look(both.b(), "token", old.token()).status() == 410);

        var address = "192.0.2.28";
        var answers = List.of(WRONG, old.code(), cancelled.code(), used.code()).stream()
                .map(code -> Phones.claim(both.b(), "code", code, "X-Forwarded-For", address))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
        assertThat(answers)
                .extracting(answer -> answer.text().replaceAll("\"requestId\":\"[^\"]*\"", ""))
                .as("but for the request's id")
                .containsOnly(answers.get(0).text().replaceAll("\"requestId\":\"[^\"]*\"", ""));
        assertThat(look(both.a(), used.code(), address)).isEqualTo(404);
    }
}
