package dev.tripod.broadcast;

/** The name of a stream of messages: letters, digits and {@code : . _ -}, at most 128 characters. */
public record Topic(String name) {
    public Topic {
        if (!name.matches("[A-Za-z0-9:._-]{1,128}")) {
            throw new IllegalArgumentException("Not a topic name");
        }
    }
}
