package dev.tripod.launch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the uber-jar writes its log: as text, or as one JSON object a line where {@code TRIPOD_LOG_FORMAT} says so, from
 * the first line on; the application's own formatter, which knows requests, follows it. The JDK's logging makes it, by
 * the name in {@code logging.properties}.
 */
public final class ConsoleLogFormatter extends Formatter {
    private static final String SETTING = "TRIPOD_LOG_FORMAT";

    private final Formatter text = new SimpleFormatter();
    private final boolean json;

    /** As the property says, or else the environment; nobody has read {@code .env} yet. */
    public ConsoleLogFormatter() {
        this(Stream.of(System.getProperty(SETTING, ""), String.valueOf(System.getenv(SETTING)))
                .filter(value -> !value.isBlank())
                .findFirst()
                .filter(value -> value.strip().equals("json"))
                .isPresent());
    }

    ConsoleLogFormatter(boolean json) {
        this.json = json;
    }

    @Override
    public String format(LogRecord entry) {
        if (!json) {
            return text.format(entry);
        }
        var level = entry.getLevel().getName();
        var line = new StringBuilder("{");
        add(line, "time", entry.getInstant().toString());
        add(line, "level", level.equals("SEVERE") ? "ERROR" : level);
        add(line, "logger", String.valueOf(entry.getLoggerName()));
        add(line, "message", formatMessage(entry));
        add(line, "thread", Thread.currentThread().getName());
        if (entry.getThrown() != null) {
            add(line, "exception", trace(entry.getThrown()));
        }
        return line.append("}\n").toString();
    }

    private static void add(StringBuilder line, String name, @Nullable String value) {
        line.append(line.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(escaped(String.valueOf(value)))
                .append('"');
    }

    private static String escaped(String text) {
        return text.chars().mapToObj(ConsoleLogFormatter::escaped).collect(Collectors.joining());
    }

    private static String escaped(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        return character < ' ' ? String.format("\\u%04x", character) : String.valueOf((char) character);
    }

    private static String trace(Throwable thrown) {
        var written = new StringWriter();
        thrown.printStackTrace(new PrintWriter(written));
        return written.toString();
    }
}
