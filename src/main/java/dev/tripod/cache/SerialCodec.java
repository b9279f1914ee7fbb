package dev.tripod.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.Base64;

/**
 * Java serialization of {@link AllowedTypes} only, as base64 text: for caches that declare no better codec. Bytes in the
 * store count as hostile: an object of any other class is refused before anything of it is made.
 */
final class SerialCodec implements Codec<Object> {
    private final ClassLoader loader;
    private final AllowedTypes allowed;

    /** Finds classes by the cache manager's loader. */
    SerialCodec(ClassLoader loader, AllowedTypes allowed) {
        this.loader = loader;
        this.allowed = allowed;
    }

    @Override
    public byte[] encode(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var output = new Output(bytes)) {
            output.writeObject(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A " + value.getClass().getName() + " cannot be kept: " + e.getMessage(), e);
        }
        return Base64.getUrlEncoder().withoutPadding().encode(bytes.toByteArray());
    }

    @Override
    @SuppressWarnings("BanSerializableRead") // behind a filter that lets nothing but the declared types pass
    public Object decode(byte[] text) {
        try (var input = new Input(Base64.getUrlDecoder().decode(text))) {
            return input.readObject();
        } catch (IOException | ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException("What is stored is no object of the cache's declared types", e);
        }
    }

    private final class Output extends ObjectOutputStream {
        /** Whether what follows is only the stream's own account of a refusal, which nobody reads. */
        private boolean refused;

        Output(OutputStream bytes) throws IOException {
            super(bytes);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            if (!refused && !allowed.allows(type)) {
                refused = true;
                throw new InvalidClassException(type.getName()
                        + " is none of the cache's types; declare it with setTypes, TripodConfiguration.allow or the"
                        + " setting TRIPOD_CACHE_TYPES");
            }
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            throw new InvalidClassException("dynamic proxies are none of the cache's types");
        }
    }

    private final class Input extends ObjectInputStream {
        Input(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
            setObjectInputFilter(allowed);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("dynamic proxies are none of the cache's types");
        }
    }
}
