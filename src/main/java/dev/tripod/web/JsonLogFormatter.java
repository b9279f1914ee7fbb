package dev.tripod.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Writes each log entry as one line of JSON, whatever its message or exception holds. */
final class JsonLogFormatter extends Formatter {
    @Override
    public String format(LogRecord entry) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", entry.getInstant().toString());
        line.put("level", level(entry.getLevel()));
        line.put("logger", String.valueOf(entry.getLoggerName()));
        line.put("message", formatMessage(entry));
        line.put("thread", Thread.currentThread().getName()); // entries are written by the thread that makes them
        RequestId.current().ifPresent(request -> line.put("requestId", request.value()));
        if (entry.getThrown() != null) {
            line.put("exception", trace(entry.getThrown()));
        }
        return json(line) + "\n";
    }

    /** In the words of {@code System.Logger}, which is what the code says. */
    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.INFO.intValue()) {
            return level.getName();
        }
        return level.intValue() >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String json(Map<String, Object> line) {
        try {
            return JsonProvider.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
