package dev.tripod.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a logger and those below it are told, until it is closed. For any thread. */
public final class LogCapture implements AutoCloseable {
    private final Logger logger;
    private final Level level;
    private final boolean passedOn;
    private final List<LogRecord> entries = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            entries.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LogCapture(Logger logger) {
        this.logger = logger;
        this.level = logger.getLevel();
        this.passedOn = logger.getUseParentHandlers();
        logger.addHandler(handler);
    }

    /** Of the whole application. */
    public static LogCapture ofAll() {
        return new LogCapture(Logger.getLogger("dev.tripod"));
    }

    /** Of one class. */
    public static LogCapture of(Class<?> type) {
        return new LogCapture(Logger.getLogger(type.getName()));
    }

    /** Takes the finest too, and keeps all of it from the build's output. */
    public LogCapture finest() {
        logger.setLevel(Level.FINEST);
        return quietly();
    }

    /** Keeps it from the build's output. */
    public LogCapture quietly() {
        logger.setUseParentHandlers(false);
        return this;
    }

    /** The newest last. */
    public List<LogRecord> entries() {
        return List.copyOf(entries);
    }

    /** Their messages, without what was thrown. */
    public List<String> texts() {
        return entries.stream().map(LogCapture::text).toList();
    }

    /** The message of an entry with its parameters. */
    public static String text(LogRecord entry) {
        return new SimpleFormatter().formatMessage(entry);
    }

    public void clear() {
        entries.clear();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(level);
        logger.setUseParentHandlers(passedOn);
    }
}
