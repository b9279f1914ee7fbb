package dev.tripod.broadcast;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.CommandMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Appends entries to a log and sends them, both in one order, with what goes along. */
final class AppendScript {
    /** How many entries a log keeps, or a few more. */
    static final int HISTORY = 256;
    /** The stream outlives its last entry by a little, so that a late reader learns that it is late. */
    static final long KEY_LIFETIME = Duration.ofHours(25).toMillis();

    private static final String PURPOSE = "log";

    /** Epoch known: for one entry three commands with the script itself. Else it is looked up, or begun with the log. */
    private static final String TEXT =
            """
            local ids, sent, epoch = {}, {}, ARGV[2]
            for i = 8, #ARGV do
              local id
              if epoch ~= '' then
                id = redis.pcall('XADD', KEYS[1], 'NOMKSTREAM', 'MAXLEN', '~', ARGV[3], epoch .. '-*', 'e', ARGV[i])
              end
              if type(id) ~= 'string' then
                local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
                epoch = ARGV[4]
                if last[1] then epoch = string.match(last[1][1], '^(%d+)-') end
                id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], epoch .. '-*', 'e', ARGV[i])
                redis.call('PEXPIRE', KEYS[1], ARGV[5])
              end
              ids[#ids + 1] = id
              sent[#sent + 1] = id .. ' ' .. ARGV[i]
            end
            if ARGV[7] ~= '' then sent[#sent + 1] = ARGV[7] end
            redis.call('PUBLISH', ARGV[1], table.concat(sent, ARGV[6]))
            return ids""";

    private AppendScript() {}

    /** The command that runs it; the epoch that the log is known to have saves it two commands. */
    static Command command(
            String key,
            String channel,
            Optional<Long> epoch,
            Instant now,
            List<EnvelopeCodec.Content> entries,
            List<String> along) {
        var words = new ArrayList<Object>(List.of(
                TEXT,
                1,
                key,
                channel,
                epoch.map(String::valueOf).orElse(""),
                HISTORY,
                now.toEpochMilli(),
                KEY_LIFETIME,
                EnvelopeCodec.SEPARATOR,
                EnvelopeCodec.join(along)));
        entries.forEach(entry -> words.add(EnvelopeCodec.write(entry)));
        return Command.of("EVAL", words.toArray());
    }

    /** What the script has run: more where the epoch was not known, or was another one. */
    static void count(CommandMeter meter, int entries, Optional<Long> known, long epoch) {
        var lookedUp = known.filter(one -> one == epoch).isEmpty();
        meter.add("XADD", PURPOSE, lookedUp && known.isPresent() ? entries + 1 : entries);
        meter.add("PUBLISH", PURPOSE, 1);
        if (lookedUp) {
            meter.add("XREVRANGE", PURPOSE, 1);
            meter.add("PEXPIRE", PURPOSE, 1);
        }
    }
}
