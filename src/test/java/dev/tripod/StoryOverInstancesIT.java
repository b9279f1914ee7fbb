package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Chromium;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.Stage;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A desktop on one instance, a phone and a viewer on the other, in Chromium with a fake camera. */
class StoryOverInstancesIT {
    private static final Duration BETWEEN_DROPS = Duration.ofSeconds(4);

    private static UpstashServer store;
    private static List<ServerProcess> servers;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        store = UpstashServer.start();
        var settings = Map.of(
                "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN", store.token());
        servers = ServerProcess.uberJars(Collections.nCopies(2, settings), List.of(), "-Xmx256m");
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        servers.forEach(ServerProcess::close);
        store.close();
    }

    @Test
    void phoneAndViewerMayBeOnAnotherInstanceThanTheDesktop() {
        tellTheStory("");
    }

    @Test
    void theStoryIsTheSameWhileTheStreamOfEventsIsDroppedEveryFourSeconds() {
        var dropping = Executors.newSingleThreadScheduledExecutor();
        var unused =
                dropping.scheduleAtFixedRate(store::dropStreams, 0, BETWEEN_DROPS.toMillis(), TimeUnit.MILLISECONDS);
        try {
            tellTheStory("-dropped");
        } finally {
            dropping.shutdown();
        }
    }

    private static void tellTheStory(String suffix) {
        try (var stage = new Stage(chromium)) {
            var desktop = stage.desktop(servers.get(0).uri() + "/").awaitState("offering");
            var phone = stage.phone(onTheOther(desktop.readQr("#qr")));
            phone.awaitState("confirm").click("#join").awaitState("live");
            desktop.awaitState("live").awaitMovingPicture("#video").keep("two-instances-desktop" + suffix);

            desktop.click("#pause").awaitState("paused");
            phone.awaitState("paused").click("#pause").awaitState("live");
            desktop.awaitState("live").awaitMovingPicture("#video");

            desktop.click("#invite");
            var viewer = stage.desktop(onTheOther(desktop.readQr("#invite-qr")));
            viewer.awaitState("confirm").click("#join").awaitState("live");
            viewer.awaitMovingPicture("#tiles video-tile video").keep("two-instances-viewer" + suffix);

            desktop.page().reload();
            desktop.awaitState("live").awaitMovingPicture("#video");
            phone.page().reload();
            phone.awaitState("live");
            desktop.awaitState("live").awaitMovingPicture("#video");

            desktop.click("#remove");
            phone.awaitState("removed");
            assertThat(stage.complaints()).isEmpty();
        }
    }

    /** The address of the same page on the second instance. */
    private static String onTheOther(String address) {
        var here = servers.get(0).uri().toString();
        assertThat(address).startsWith(here);
        return servers.get(1).uri() + address.substring(here.length());
    }
}
