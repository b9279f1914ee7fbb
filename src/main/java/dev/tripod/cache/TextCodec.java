package dev.tripod.cache;

import java.nio.charset.StandardCharsets;

/** Strings as UTF-8. */
final class TextCodec implements Codec<String> {
    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean canonical() {
        return true;
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
