package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On one instance with nobody else on its store, so that what a request costs can be counted. */
@Case(7)
class Case07MalformedCookiesAreNobodys {
    private static final String CURRENT = "/api/sessions/current";
    private static final List<String> CALLS = List.of(
            "GET " + CURRENT,
            "DELETE " + CURRENT,
            "GET /api/ice",
            "POST " + CURRENT + "/rotation",
            "GET /api/rooms/aaaaaaaaaaaaaaaaaaaaaa");

    private static QuietInstance instance;
    /** Of a live session, {@code sid=…}. */
    private static String good;

    @BeforeAll
    static void start() {
        instance = QuietInstance.start();
        good = instance.person().cookieHeader();
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void emptyLongAndOddOnesAre401AndCostNoCommand() {
        refused(Stream.of(
                "sid",
                "sid=",
                "sid=;",
                "sid=\"\"",
                "sid=" + "C".repeat(5_000),
                "sid=%00",
                good + "%00",
                good + "=",
                "sid=" + "é".repeat(43),
                good.substring(0, good.length() - 1) + "ü",
                "sid=../../../../../../../../../../../../../etc/pw",
                good.replace("sid=", "sid=../"),
                good.replace("sid=", "sid=\"") + "\"",
                good.replace("sid=", "SID="),
                good.replace("sid=", "__Host-sid="),
                good.replace("sid=", "xsid=")));
    }

    @Test
    void twoOfTheNameInEitherOrderAre401AndCostNoCommand() {
        var other = "sid=" + "B".repeat(43);
        var live = Instances.GUESTS.person(instance.uri()).cookieHeader();

        refused(Stream.of(
                good + "; " + other,
                other + "; " + good,
                good + "; " + live,
                live + "; " + good,
                good + "; " + good,
                good + "; sid=",
                "sid=; " + good,
                good + "\r\nCookie: " + other,
                other + "\r\nCookie: " + good));
    }

    @Test
    void theOtherCookiesOfThePageDoNoHarm() {
        assertThat(status("GET " + CURRENT, "theme=dark; " + good + "; sid2=x")).isEqualTo(200);
    }

    @Test
    void socketsOpenWithNoneOfThem() {
        for (var cookie : List.of("sid=%00", "sid=" + "C".repeat(5_000), good + "; " + good, "sid=../x")) {
            var cost = instance.price(() -> assertThat(
                            RoomSocket.refusal(instance.uri(), "/ws/rooms/aaaaaaaaaaaaaaaaaaaaaa", cookie, origin())
                                    .statusCode())
                    .isEqualTo(401));
            assertThat(cost).isZero();
        }
    }

    @Test
    void aFlippedBitIs401ForOneCommand() {
        var bytes = Base64.getUrlDecoder().decode(good.substring("sid=".length()));
        for (var bit : List.of(0, 100, 255)) {
            var flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var cookie = "sid=" + Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);

            var cost = instance.price(
                    () -> assertThat(status("GET " + CURRENT, cookie)).isEqualTo(401));

            assertThat(cost).isEqualTo(1);
        }
        assertThat(status("GET " + CURRENT, good)).isEqualTo(200);
    }

    /** Both as one cookie of a browser's and where a mutating call brings it. */
    private static void refused(Stream<String> cookies) {
        assertThat(cookies).allSatisfy(cookie -> {
            for (var call : CALLS) {
                var cost = instance.price(
                        () -> assertThat(status(call, cookie)).as(call).isEqualTo(401));
                assertThat(cost).as(call).isZero();
            }
        });
        assertThat(status("GET " + CURRENT, good)).isEqualTo(200);
    }

    private static int status(String call, String cookie) {
        return BareHttp.status(
                BareHttp.raw(instance.uri(), call + " HTTP/1.1", "Cookie: " + cookie, "X-Requested-With: tripod"));
    }

    private static String origin() {
        return instance.uri().toString();
    }
}
