package dev.tripod.room;

import java.util.Optional;

/**
 * What passes through a room beside its log: ephemeral messages of those who are here, and what other instances tell.
 * Guarded by the room.
 */
final class RoomTraffic {
    private final Presences presences;
    private final Elsewhere elsewhere;
    private final Membership membership;
    private final RoomSignals signals;
    private final RoomChannel channel;

    RoomTraffic(
            Presences presences, Elsewhere elsewhere, Membership membership, RoomSignals signals, RoomChannel channel) {
        this.presences = presences;
        this.elsewhere = elsewhere;
        this.membership = membership;
        this.signals = signals;
        this.channel = channel;
    }

    /** Sends an ephemeral message; whoever is elsewhere is told only when somebody there is meant. */
    void send(Presence from, ClientFrame.Send message) {
        var event = new RoomEvent.Sent(from.id(), message.id(), message.to(), message.data());
        deliver(event);
        var meant = message.to().map(to -> elsewhere.of(to).isPresent()).orElse(!elsewhere.isEmpty());
        if (meant) {
            var unused = channel.publish(event);
        }
    }

    private void deliver(RoomEvent.Sent message) {
        var frame = RoomSignals.frame(message.from(), message.id(), message.data(), Kind.EPHEMERAL);
        if (message.to().isEmpty()) {
            presences.others(message.from(), feed -> feed.offerIfRoom(frame));
        } else {
            presences
                    .of(message.to().get())
                    .flatMap(to -> Optional.ofNullable(to.feed))
                    .ifPresent(feed -> feed.offerIfRoom(frame));
        }
    }

    /** Another instance tells what has happened there. */
    void received(RoomEvent event, String origin) {
        if (event instanceof RoomEvent.Sent message) {
            deliver(message);
        } else if (event instanceof RoomEvent.Joined joined) {
            membership.joined(joined, origin);
        } else if (event instanceof RoomEvent.Left left) {
            membership.left(left, origin);
        } else if (event instanceof RoomEvent.Stated stated) {
            membership.stated(stated, origin);
        } else if (event instanceof RoomEvent.Signalled signal) {
            if (presences.of(signal.to()).isPresent()) {
                signals.take(signal);
            }
        } else if (event instanceof RoomEvent.Handed handed) {
            signals.handed(handed);
        }
    }

    /** Something has become of a pairing; its owner is told, if it is here. */
    void notice(RoomEvent.Noticed noticed) {
        var notice = noticed.notice();
        presences.all().stream()
                .filter(presence -> presence.grant.session().equals(noticed.owner()))
                .forEach(presence ->
                        presence.tell(new RoomMessage.Pairing(notice.id(), notice.state(), notice.participant())));
    }
}
