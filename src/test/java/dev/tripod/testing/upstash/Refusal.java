package dev.tripod.testing.upstash;

import java.util.Optional;

/** Why commands are refused one by one: in a pipeline each is an item of a good answer. */
enum Refusal implements Fault {
    QUOTA_USED {
        @Override
        public Optional<String> refusal(Command command, CommandTable table) {
            return Optional.of(QUOTA_TEXT);
        }
    },
    READ_ONLY {
        @Override
        public Optional<String> refusal(Command command, CommandTable table) {
            return table.writes(command.name())
                    ? Optional.of(CommandRules.forbidden(command.name()))
                    : Optional.empty();
        }
    },
    CAPACITY_FULL {
        @Override
        public Optional<String> refusal(Command command, CommandTable table) {
            return table.grows(command.name()) ? Optional.of("ERR DB capacity quota exceeded") : Optional.empty();
        }
    };

    static final String QUOTA_TEXT =
            "ERR max requests limit exceeded. Limit: 500000, Usage: 500000. See https://upstash.com/docs/redis/troubleshooting/max_requests_limit for details";
}
