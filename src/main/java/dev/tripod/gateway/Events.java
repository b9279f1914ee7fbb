package dev.tripod.gateway;

import dev.tripod.broadcast.Channels;
import dev.tripod.broadcast.Channels.Interest;

/** Words what happens on a channel, or on all of a pattern, for one stream; callers read the names that they know. */
record Events(EventStream stream, Interest interest, OwnKeys keys) implements Channels.Listener {
    @Override
    public void hears() {
        stream.send((interest.pattern() ? "psubscribe," : "subscribe,") + interest.name() + "," + stream.nextNumber());
    }

    @Override
    public void message(String channel, String payload) {
        var name = keys.theirs(channel);
        stream.send(
                interest.pattern()
                        ? "pmessage," + interest.name() + "," + name + "," + payload
                        : "message," + name + "," + payload);
    }

    @Override
    public void ended() {
        stream.ended();
    }
}
