package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaCodecTest {
    private static final class Tree implements Serializable {
        private static final long serialVersionUID = 1;

        final ArrayList<Object> branches = new ArrayList<>(List.of(new int[] {1, 2}, Thread.State.NEW, String.class));
    }

    private final JavaCodec codec = new JavaCodec(getClass().getClassLoader());

    @Test
    void copiesObjectsOfManyClasses() {
        var copy = (Tree) codec.decode(codec.encode(new Tree()));
        assertThat(copy.branches).usingRecursiveComparison().isEqualTo(new Tree().branches);
    }

    @Test
    void writesEqualObjectsAsTheSameBytesWheneverItDoes() {
        var first = codec.encode(LocalDate.EPOCH);
        codec.encode(new Tree());
        assertThat(codec.encode(LocalDate.EPOCH)).isEqualTo(first);
    }

    @Test
    void describesNoClassThatItsLoaderFinds() {
        assertThat(codec.encode(LocalDate.EPOCH).length).isLessThan(40);
    }

    @Test
    void readsWhatAnotherLoaderMadeAsItsOwnLoaderHasIt() throws Exception {
        var elsewhere = new Elsewhere().loadClass(Tree.class.getName());
        var constructor = elsewhere.getDeclaredConstructor();
        constructor.setAccessible(true);
        assertThat(codec.decode(codec.encode(constructor.newInstance()))).isInstanceOf(Tree.class);
    }

    @Test
    void copiesMapsWithinMaps() {
        var map = Map.of("a", Map.of("b", List.of(1, 2)));
        assertThat(codec.decode(codec.encode(map))).isEqualTo(map);
    }

    /** Makes a class of its own of {@link Tree}. */
    private static final class Elsewhere extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Tree.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (var bytes = JavaCodecTest.class.getResourceAsStream("JavaCodecTest$Tree.class")) {
                var code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
