package dev.tripod.cache;

import dev.tripod.config.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.cache.CacheException;

/** The settings of one cache manager: those of the process, with what its properties and its URI say instead. */
final class PlaceSettings {
    static final String URL = "upstash.url";
    static final String TOKEN = "upstash.token";
    private static final String URL_SETTING = "UPSTASH_REDIS_REST_URL";
    private static final String TOKEN_SETTING = "UPSTASH_REDIS_REST_TOKEN";

    /** Names that Java programs expect of properties; a setting's own name does as well. */
    private static final Map<String, String> SHORT_NAMES = Map.of(
            URL,
            URL_SETTING,
            TOKEN,
            TOKEN_SETTING,
            "key.prefix",
            "TRIPOD_KEY_PREFIX",
            "cache.types",
            "TRIPOD_CACHE_TYPES",
            "local.max.memory",
            "TRIPOD_LOCAL_MAX_MEMORY");

    private PlaceSettings() {}

    static Settings of(URI uri, Properties properties) {
        if (isLocal(uri)) {
            return Settings.loadWith(blankStore());
        }
        var own = new HashMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(name -> own.put(SHORT_NAMES.getOrDefault(name, name), properties.getProperty(name)));
        if (isAddress(uri)) {
            own.put(URL_SETTING, uri.toString());
        }
        if (own.containsKey(URL_SETTING) && !own.containsKey(TOKEN_SETTING)) {
            ensureKnown(own.get(URL_SETTING));
        }
        return Settings.loadWith(own);
    }

    private static Map<String, String> blankStore() {
        return Map.of(URL_SETTING, "", TOKEN_SETTING, "", "KV_REST_API_URL", "", "KV_REST_API_TOKEN", "");
    }

    /** The token of the process goes to the store of the process only. */
    private static void ensureKnown(String url) {
        var known = Settings.loadWith(Map.of()).upstash().map(Settings.Upstash::url);
        if (!known.equals(Optional.of(URI.create(url.strip().replaceAll("/+$", ""))))) {
            throw new CacheException("A cache manager names a store without its token: give the property " + TOKEN);
        }
    }

    /** Whether the URI itself says that entries stay in this process. */
    private static boolean isLocal(URI uri) {
        var text = uri.toString();
        return text.equals("tripod:local") || text.startsWith("tripod:local:");
    }

    private static boolean isAddress(URI uri) {
        return List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
    }

    /** What a cache is called in the store: managers whose URI is only a name have caches of their own. */
    static String scoped(String cache, URI uri) {
        var named = !uri.equals(TripodCachingProvider.DEFAULT_URI) && !isAddress(uri) && !isLocal(uri);
        return named ? "_u" + escaped(uri.toString()) + "_n" + escaped(cache) : escaped(cache);
    }

    /** Letters, digits, dots and dashes as they are; no two texts become the same. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(next -> {
            if (next < 128 && (Character.isLetterOrDigit(next) || next == '.' || next == '-')) {
                escaped.append((char) next);
            } else {
                escaped.append(next == '_' ? "__" : "_%04x".formatted(next));
            }
        });
        return escaped.toString();
    }
}
