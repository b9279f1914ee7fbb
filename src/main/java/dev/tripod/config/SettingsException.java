package dev.tripod.config;

import java.util.List;

/** Says that the application cannot start with these settings; lists every fault, and no secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsException(List<String> faults) {
        super("Tripod cannot start: " + String.join("; ", faults));
    }
}
