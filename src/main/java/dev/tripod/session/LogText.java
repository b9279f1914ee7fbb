package dev.tripod.session;

/** Makes text from outside fit for the log: one short line without control characters or turned text. */
public final class LogText {
    private static final int MAX_LENGTH = 120;

    private LogText() {}

    /** Everything that is not plainly visible becomes an escape; cut after 120 characters. */
    public static String clean(String raw) {
        var line = new StringBuilder();
        raw.chars().limit(MAX_LENGTH).forEach(unit -> append(line, (char) unit));
        return raw.length() > MAX_LENGTH ? line.append('…').toString() : line.toString();
    }

    private static void append(StringBuilder line, char unit) {
        var visible =
                switch (Character.getType(unit)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> false;
                    default -> unit != '\\';
                };
        line.append(visible ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
    }
}
