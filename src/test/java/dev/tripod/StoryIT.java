package dev.tripod;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.tripod.testing.Chromium;
import dev.tripod.testing.CuttableProxy;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.SharedServer;
import dev.tripod.testing.Stage;
import dev.tripod.testing.Tab;
import dev.tripod.testing.TripodServer;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person does with a desktop and a phone, in Chromium with a fake camera, on the packaged application. */
@ExtendWith(SharedServer.class)
class StoryIT {
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}");

    private static Chromium chromium;
    private final Stage stage = new Stage(chromium);

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @AfterEach
    void closeTabs() {
        stage.close();
    }

    @Test
    void aPhoneScansTheCodeAndBecomesTheDesktopsCamera(ServerProcess server) {
        var desktop = desktop(server.uri().toString()).keep("desktop-offering");
        assertThat(desktop.find("#code")).hasText(CODE);

        var offering = desktop.page().title();

        var phone = phone(desktop.readQr("#qr")).awaitState("confirm").keep("camera-confirm");
        assertThat(phone.page().url()).as("the secret is wiped").doesNotContain("#");
        phone.click("#join").awaitState("live").keep("camera-live");

        desktop.awaitState("live").awaitMovingPicture("#video").keep("desktop-live");
        assertThat(desktop.page().title()).as("the title carries the state").isNotEqualTo(offering);
        assertThat(desktop.find("#stats")).containsText(Pattern.compile("\\d"));
        noComplaints();
    }

    @Test
    void aTypedCodeServesAsWell(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        var typed = desktop.find("#code")
                .textContent()
                .strip()
                .toLowerCase(java.util.Locale.ROOT)
                .replace('-', ' ');
        var phone = phone(server.uri() + "/camera").awaitState("code").keep("camera-code");

        phone.find("#typed-code").fill(typed);
        phone.find("#typed-code").press("Enter");
        phone.awaitState("confirm").click("#join").awaitState("live");

        desktop.awaitState("live").awaitMovingPicture("#video");
        noComplaints();
    }

    @Test
    void bothComeBackAfterAReload(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        var phone = pair(desktop);

        desktop.page().reload();
        desktop.awaitState("live").awaitMovingPicture("#video");
        phone.page().reload();
        phone.awaitState("live");
        desktop.awaitState("live").awaitMovingPicture("#video");
        noComplaints();
    }

    @Test
    void switchesPausesAndMutesFromBothSides(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        var phone = pair(desktop);

        phone.click("#flip"); // to the second fake camera, whose format no WebRTC connection carries
        desktop.click("#flip").awaitMovingPicture("#video"); // to the third
        desktop.click("#pause").awaitState("paused").keep("desktop-paused");
        phone.awaitState("paused").keep("camera-paused").click("#pause").awaitState("live");
        desktop.awaitState("live").awaitMovingPicture("#video").click("#mute");
        assertThat(phone.find("#mute")).hasText("Unmute");
        noComplaints();
    }

    @Test
    void goesOnWhenTheConnectionsAreCut(ServerProcess server) {
        try (var way = new CuttableProxy(server.uri())) {
            var desktop = desktop(way.uri().toString());
            var phone = pair(desktop);

            way.cut();
            desktop.awaitSocket("connecting").awaitMovingPicture("#video").keep("desktop-reconnecting");
            way.mend();
            desktop.awaitSocket("open").awaitState("live").awaitMovingPicture("#video");
            phone.awaitSocket("open").click("#pause");
            desktop.awaitState("paused");
            noComplaints();
        }
    }

    @Test
    void aViewerSeesTheCameraToo(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        pair(desktop);

        desktop.click("#invite");
        var link = desktop.readQr("#invite-qr");
        desktop.keep("desktop-invite");
        var viewer = stage.desktop(link);
        viewer.awaitState("confirm").keep("room-confirm").click("#join");
        viewer.awaitState("live").awaitMovingPicture("#tiles video-tile video").keep("room-live");
        noComplaints();
    }

    @Test
    void aNewCameraReplacesTheOldOne(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        var first = pair(desktop);

        desktop.click("#another");
        var second = phone(desktop.readQr("#invite-qr"))
                .awaitState("confirm")
                .click("#join")
                .awaitState("live");

        first.awaitState("replaced").keep("camera-replaced");
        desktop.awaitState("live").awaitMovingPicture("#video");
        second.awaitState("live");
        noComplaints();
    }

    @Test
    void theOwnerRemovesTheCamera(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        var phone = pair(desktop);

        desktop.click("#remove");

        phone.awaitState("removed").keep("camera-removed");
        desktop.awaitState("offering", "away", "cancelled", "expired");
        noComplaints();
    }

    @Test
    void aCancelledCodeLeadsNowhere(ServerProcess server) {
        var desktop = desktop(server.uri().toString());
        var link = desktop.readQr("#qr");

        desktop.click("#cancel").awaitState("cancelled").keep("desktop-cancelled");

        phone(link).awaitState("expired").keep("camera-cancelled");
        desktop.click("#new-code").awaitState("offering");
        noComplaints();
    }

    @Test
    void anExpiredCodeCanBeRenewed() {
        var settings = Map.of("TRIPOD_PAIRING_LIFETIME", "2s");
        try (var server = TripodServer.start(settings, InstantSource.system())) {
            var desktop = stage.tab(1280, 800, ColorScheme.DARK, server.uri("/").toString());
            desktop.awaitState("expired").keep("desktop-expired");
            desktop.click("#new-code").awaitState("offering");
            noComplaints();
        }
    }

    @Test
    void looksTheSameInTheDarkAndOnNarrowScreens(ServerProcess server) {
        var desktop = stage.tab(320, 640, ColorScheme.DARK, server.uri() + "/");
        desktop.awaitState("offering").keep("desktop-offering-320");
        var phone = stage.tab(320, 640, ColorScheme.DARK, desktop.readQr("#qr"));
        phone.awaitState("confirm").keep("camera-confirm-320");
        phone.click("#join").awaitState("live").keep("camera-live-320");
        desktop.awaitState("live").awaitMovingPicture("#video").keep("desktop-live-320");
        assertThat((Integer) desktop.page().evaluate("document.documentElement.scrollWidth"))
                .as("nothing sticks out")
                .isLessThanOrEqualTo(320);
        var status = stage.tab(1280, 800, ColorScheme.DARK, server.uri() + "/status");
        status.awaitState("shown");
        status.keep("status");
        noComplaints();
    }

    private Tab desktop(String address) {
        return stage.desktop(address + "/").awaitState("offering");
    }

    private Tab phone(String address) {
        return stage.phone(address);
    }

    private Tab pair(Tab desktop) {
        var phone = phone(desktop.readQr("#qr"))
                .awaitState("confirm")
                .click("#join")
                .awaitState("live");
        desktop.awaitState("live").awaitMovingPicture("#video");
        return phone;
    }

    private void noComplaints() {
        assertThat(stage.complaints()).isEmpty();
    }
}
