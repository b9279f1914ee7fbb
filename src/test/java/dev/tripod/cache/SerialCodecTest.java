package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // caches have to hold it all the same
class SerialCodecTest {
    private static final AtomicInteger READ = new AtomicInteger();

    record Line(String article, int number) implements Serializable {}

    static class Order implements Serializable {
        private static final long serialVersionUID = 1;
        final ArrayList<Line> lines = new ArrayList<>(List.of(new Line("chair", 4)));
        final Instant at = Instant.EPOCH;
    }

    static final class Rush extends Order {
        private static final long serialVersionUID = 1;
        final Courier courier = new Courier("Anna");
    }

    record Courier(String name) implements Serializable {}

    /** Stands for the classes that attackers look for: reading one of them does something. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream input) throws Exception {
            input.defaultReadObject();
            READ.incrementAndGet();
        }
    }

    private static SerialCodec codec(Class<?> type, String... patterns) {
        return new SerialCodec(
                SerialCodecTest.class.getClassLoader(), new AllowedTypes(List.of(type), List.of(patterns)));
    }

    private static byte[] serialized(Object object) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var output = new ObjectOutputStream(bytes)) {
            output.writeObject(object);
        }
        return Base64.getUrlEncoder().encode(bytes.toByteArray());
    }

    static List<Object> basics() {
        return List.of(
                "text",
                1L,
                new BigDecimal("1.50"),
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                new Date(5),
                ZonedDateTime.parse("2026-01-01T10:00:00+01:00[Europe/Paris]"),
                TimeUnit.DAYS,
                List.of(1, 2),
                Set.of("a"),
                Map.of("a", List.of(new Date(1))),
                new TreeMap<>(Map.of("b", 1)),
                new HashMap<>(Map.of("c", new HashSet<>(Set.of(1)))),
                EnumSet.of(TimeUnit.DAYS),
                new EnumMap<>(Map.of(TimeUnit.DAYS, "d")));
    }

    @ParameterizedTest
    @MethodSource("basics")
    void everyCacheHoldsValuesAndCollectionsOfJavaItself(Object value) {
        var codec = codec(Object.class);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void writesText() {
        assertThat(new String(codec(Object.class).encode(new Date(1)), StandardCharsets.UTF_8))
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void holdsADeclaredTypeWithWhatItsFieldsAreDeclaredAs() {
        var codec = codec(Order.class);
        var back = (Order) codec.decode(codec.encode(new Order()));
        assertThat(back.lines).containsExactly(new Line("chair", 4));
    }

    @Test
    void holdsWhatExtendsADeclaredTypeAlsoWhenItHasWrittenNone() throws Exception {
        assertThat(((Rush) codec(Order.class).decode(serialized(new Rush()))).courier.name())
                .isEqualTo("Anna");
    }

    @Test
    void readsNoObjectOfAnyOtherClass() throws Exception {
        var hidden = new ArrayList<Object>(List.of("harmless", Map.of("deeper", List.of(new Gadget()))));
        for (var hostile : List.of(new Gadget(), hidden, new Gadget[] {new Gadget()})) {
            for (var type : List.of(Object.class, Serializable.class, Order.class, String.class)) {
                var bytes = serialized(hostile);
                assertThatThrownBy(() -> codec(type).decode(bytes)).isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(READ).hasValue(0);
    }

    @Test
    void readsNoDynamicProxy() throws Exception {
        var proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Comparable.class},
                (java.lang.reflect.InvocationHandler & Serializable) (self, method, arguments) -> 0);
        var bytes = serialized(proxy);
        assertThatThrownBy(() -> codec(Object.class).decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesUpOnSetsWithinSetsThatWouldTakeForEver() throws Exception {
        Set<Object> root = new HashSet<>();
        var one = root;
        var two = new HashSet<Object>();
        root.add(two);
        for (var depth = 0; depth < 18; depth++) {
            var left = new HashSet<Object>();
            var right = new HashSet<Object>(Set.of("x"));
            one.add(left);
            one.add(right);
            two.add(left);
            two.add(right);
            one = left;
            two = right;
        }
        var chain = new ArrayList<Object>();
        Object deep = root;
        for (var depth = 0; depth < 20; depth++) {
            deep = new ArrayList<>(List.of(deep));
        }
        chain.add(deep);
        var bytes = serialized(chain);
        assertThatThrownBy(() -> codec(Object.class).decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsNothingThatIsNoObjectAtAll() {
        for (var text : List.of("", "{}", "AAAA", "rO0AB", "ü")) {
            assertThatThrownBy(() -> codec(Object.class).decode(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesToWriteWhatItCouldNotRead() {
        assertThatThrownBy(() -> codec(Object.class).encode(new Courier("Anna")))
                .hasMessageContaining("Courier")
                .hasMessageContaining("TRIPOD_CACHE_TYPES");
        assertThatThrownBy(() -> codec(Object.class).encode(new ArrayList<>(List.of(new Courier("Anna")))))
                .hasMessageContaining("Courier is none of")
                .hasMessageContaining("TRIPOD_CACHE_TYPES");
        assertThat(READ).hasValue(0);
    }

    @Test
    void holdsWhatAPatternNames() {
        for (var pattern : List.of("dev.tripod.**", "dev.tripod.cache.*", Courier.class.getName())) {
            var codec = codec(Object.class, pattern);
            assertThat(codec.decode(codec.encode(new Courier("Anna")))).isEqualTo(new Courier("Anna"));
        }
        assertThatThrownBy(() ->
                        codec(Object.class, "dev.*", "dev.tripod.cacheX.**").encode(new Courier("Anna")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
