package dev.tripod.testing;

import dev.tripod.config.Settings;
import java.time.InstantSource;

/** One instance of the application in a process of its own, by the environment's settings, until it gets SIGTERM. */
final class InstanceMain {
    private InstanceMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var settings = Settings.read(System.getenv());
        var server = TripodServer.start(settings, InstantSource.system(), Integer.parseInt(System.getenv("PORT")));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        Thread.currentThread().join();
    }
}
