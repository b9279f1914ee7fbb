package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tripod.testing.Chromium;
import dev.tripod.testing.Stage;
import dev.tripod.testing.Tab;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@Case(33)
class Case33ALinkLeadsToTheOwnOriginAlone {
    private static final String ASIDE = "server=https://evil.example&ws=wss://evil.example/ws&room=x&role=desktop";

    private final Instances both;
    private final List<String> contacted = new CopyOnWriteArrayList<>();

    Case33ALinkLeadsToTheOwnOriginAlone(Instances both) {
        this.both = both;
    }

    private void watch(Page page) {
        page.onRequest(request -> contacted.add(request.url()));
        page.onWebSocket(socket -> contacted.add(socket.url()));
    }

    private Tab visit(Stage stage, String address) {
        var tab = stage.phone(both.b() + "/404-to-begin-with");
        watch(tab.page());
        tab.page().navigate(address);
        return tab;
    }

    @Test
    void foreignServersInALinkAreNeverAsked() {
        try (var chromium = new Chromium();
                var stage = new Stage(chromium)) {
            var studio = Studio.at(both.a());
            var desk = studio.enter(both.a(), studio.desktop());
            var camera = studio.show("camera").token();
            var viewer = studio.show("viewer").token();

            visit(stage, both.b() + "/camera?" + ASIDE + "#v1." + camera)
                    .awaitState("confirm")
                    .click("#join")
                    .awaitSocket("open");
            visit(stage, both.b() + "/room?" + ASIDE + "#v1." + viewer)
                    .awaitState("confirm")
                    .click("#join")
                    .awaitSocket("open");
            for (var behind : List.of("&" + ASIDE, "?" + ASIDE, "@evil.example")) {
                var token = studio.show("camera").token();
                visit(stage, both.b() + "/camera#v1." + token + behind).awaitState("code", "expired", "unavailable");
            }
            visit(stage, both.b() + "/?" + ASIDE + "#" + ASIDE).awaitState("offering");

            var own = both.b().getAuthority();
            assertThat(contacted).anyMatch(url -> url.startsWith("ws://" + own + "/ws/rooms/"));
            assertThat(contacted)
                    .allMatch(url -> url.startsWith("http://" + own + "/")
                            || url.startsWith("ws://" + own + "/")
                            || url.startsWith("data:")
                            || url.startsWith("blob:"));
            desk.close();
        }
    }
}
