package dev.tripod.status;

import dev.tripod.pairing.PairingCounts;
import dev.tripod.pairing.PairingService;
import dev.tripod.room.RoomCounts;
import dev.tripod.room.RoomRegistry;
import dev.tripod.session.SessionCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What metrics tell of sessions, pairings and rooms. */
@Singleton
final class FeatureMeters {
    private final SessionCounts sessions;
    private final PairingCounts pairings;
    private final PairingService pending;
    private final RoomCounts messages;
    private final RoomRegistry rooms;
    private final List<CounterFamily<?>> families;

    @Inject
    FeatureMeters(
            SessionCounts sessions,
            PairingCounts pairings,
            PairingService pending,
            RoomCounts messages,
            RoomRegistry rooms) {
        this.sessions = sessions;
        this.pairings = pairings;
        this.pending = pending;
        this.messages = messages;
        this.rooms = rooms;
        this.families = families();
    }

    private List<CounterFamily<?>> families() {
        return List.of(
                new CounterFamily<>(
                        "tripod.sessions.started", "Sessions begun here", "kind", sessions, SessionCounts::started),
                new CounterFamily<>(
                        "tripod.pairings",
                        "Pairings made, claimed, cancelled and expired here",
                        "event",
                        pairings,
                        PairingCounts::events),
                new CounterFamily<>(
                        "tripod.pairing.refusals",
                        "Looks and claims of phones that were refused, by why",
                        "reason",
                        pairings,
                        PairingCounts::refusals),
                new CounterFamily<>(
                        "tripod.room.messages",
                        "Messages that participants here have sent",
                        "kind",
                        messages,
                        RoomCounts::messages),
                new CounterFamily<>(
                        "tripod.room.sockets.closed",
                        "Sockets that this instance has closed of its own accord",
                        "code",
                        messages,
                        RoomCounts::closes));
    }

    /** Adds what is always there. */
    void bind(MeterRegistry registry) {
        gauge(registry, "tripod.sessions.alive", "Sessions used here within their idle time", sessions::alive);
        gauge(registry, "tripod.pairings.pending", "Pairings made here that wait for a phone", pending::pending);
        gauge(registry, "tripod.rooms", "Rooms with participants here", rooms::rooms);
        gauge(registry, "tripod.room.participants", "Participants here, those in their grace too", rooms::participants);
        gauge(registry, "tripod.room.sockets", "Open sockets of rooms", rooms::sockets);
        counter(
                registry,
                "tripod.sessions.rotated",
                "Cookies replaced by new ones",
                sessions,
                SessionCounts::rotations);
        counter(registry, "tripod.sessions.ended", "Sessions ended by whoever had them", sessions, SessionCounts::ends);
        counter(
                registry,
                "tripod.room.frames.dropped",
                "Frames lost since their reader was too slow",
                messages,
                RoomCounts::drops);
    }

    private static void gauge(MeterRegistry registry, String name, String help, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).register(registry);
    }

    private static <T> void counter(
            MeterRegistry registry, String name, String help, T source, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, source, count).description(help).register(registry);
    }

    /** Adds counters that have begun to count. */
    void refresh(MeterRegistry registry) {
        families.forEach(family -> family.register(registry));
    }
}
