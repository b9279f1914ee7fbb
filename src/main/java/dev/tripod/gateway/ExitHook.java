package dev.tripod.gateway;

/** What is done as soon as the Java is told to end, before the server stops its applications. */
final class ExitHook {
    private final Thread hook;

    // Guarded by this.
    private boolean isSet;
    private boolean isWithdrawn;

    ExitHook(String name, Runnable work) {
        hook = new Thread(work, name);
    }

    /** From now on; does nothing if it is set, or withdrawn, or if the Java ends already. */
    synchronized void set() {
        if (!isSet && !isWithdrawn) {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
                isSet = true;
            } catch (IllegalStateException e) {
                // it ends
            }
        }
    }

    /** Lets go of the application; for good. */
    synchronized void withdraw() {
        isWithdrawn = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it ends
        }
    }
}
