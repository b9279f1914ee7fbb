package dev.tripod.config;

/** The table of all settings: their names, and what holds when they are not set. {@code docs/configuration.md} shows it. */
enum Setting {
    UPSTASH_REDIS_REST_URL("", "KV_REST_API_URL"),
    UPSTASH_REDIS_REST_TOKEN("", "KV_REST_API_TOKEN"),
    PORT("8080"),
    TRIPOD_PUBLIC_URL("", "RENDER_EXTERNAL_URL"),
    TRIPOD_ALLOWED_ORIGINS(""),
    TRIPOD_TRUSTED_PROXIES("0"),
    TRIPOD_SOCKETS_PER_SESSION("10"),
    TRIPOD_SOCKETS_PER_ADDRESS("200"),
    TRIPOD_MESSAGES_PER_SECOND("100"),
    TRIPOD_LOG_FORMAT("text"),
    TRIPOD_API_TOKEN(""),
    TRIPOD_API_READONLY_TOKEN(""),
    TRIPOD_ICE_SERVERS("[]"),
    TRIPOD_TURN_SECRET(""),
    TRIPOD_SESSION_IDLE("1h"),
    TRIPOD_SESSION_MAX("30d"),
    TRIPOD_PAIRING_LIFETIME("2m"),
    TRIPOD_KEY_PREFIX("tripod:"),
    TRIPOD_DAILY_COMMANDS("10000"),
    TRIPOD_PING_ACTIVE("60s"),
    TRIPOD_PING_IDLE("300s"),
    TRIPOD_ENV_FILE(".env"),
    TRIPOD_LOCAL_MAX_MEMORY("a fifth of the heap"),
    TRIPOD_CACHE_TYPES("");

    private final String fallback;
    private final String alias;

    Setting(String fallback) {
        this(fallback, "");
    }

    Setting(String fallback, String alias) {
        this.fallback = fallback;
        this.alias = alias;
    }

    /** What holds when neither the name nor an alias is set; empty for nothing. */
    String fallback() {
        return fallback;
    }

    /** The name that is looked for when the own one is not set; empty for none. */
    String alias() {
        return alias;
    }
}
