package dev.tripod.gateway;

/** All that the cache API promises on every store. */
interface CacheApiContract
        extends CacheCommandsContract,
                CacheFormsContract,
                CacheAnswersContract,
                CacheRulesContract,
                CacheEventsContract,
                OfficialClientContract,
                DocumentedCacheLinesContract {}
