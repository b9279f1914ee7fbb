package dev.tripod.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/**
 * Java serialization, for copies inside this process only: what it reads it has written itself a moment ago. It never
 * sees bytes that come from a store. Classes are found by the cache manager's class loader; those that it finds itself
 * are written as their number in a {@link ClassTable}, since describing them takes most of the time.
 */
final class JavaCodec implements Codec<Object> {
    private static final ObjectInputFilter LIMITS =
            ObjectInputFilter.Config.createFilter("maxdepth=64;maxrefs=1000000;maxbytes=16777216");

    private final ClassLoader loader;
    private final ClassTable classes;

    JavaCodec(ClassLoader loader) {
        this.loader = loader;
        this.classes = new ClassTable(loader);
    }

    @Override
    public byte[] encode(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var output = new Output(bytes)) {
            output.writeObject(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be serialized", e);
        }
        return bytes.toByteArray();
    }

    @Override
    @SuppressWarnings("BanSerializableRead") // reads only what encode wrote in this process
    public Object decode(byte[] bytes) {
        try (var input = new Input(bytes)) {
            return input.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException("A held object cannot be read back", e);
        }
    }

    private final class Output extends ObjectOutputStream {
        Output(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
        }

        @Override
        protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
            var number = classes.number(description.forClass());
            writeInt(number);
            if (number == ClassTable.NONE) {
                super.writeClassDescriptor(description);
            }
        }
    }

    private final class Input extends ObjectInputStream {
        Input(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
            setObjectInputFilter(LIMITS);
        }

        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
            var number = readInt();
            return number == ClassTable.NONE ? super.readClassDescriptor() : classes.describe(number);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            var known = description.forClass();
            if (known != null) {
                return known;
            }
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
