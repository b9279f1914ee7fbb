package dev.tripod.cache.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.cache.NamedCaches;
import dev.tripod.config.Settings;
import dev.tripod.testing.TripodContainer;
import dev.tripod.testing.upstash.UpstashServer;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The annotations of JSR-107 on a bean, on both kinds of store. */
class CacheAnnotationsTest {
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class InMemory extends Contract {
        @BeforeAll
        void start() {
            open(Map.of());
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnUpstash extends Contract {
        private UpstashServer server;

        @BeforeAll
        void start() {
            server = UpstashServer.start();
            open(Map.of("UPSTASH_REDIS_REST_URL", server.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", server.token()));
        }

        @Test
        void runsTheMethodWhileTheStoreIsAway() {
            shop.price("tea");
            server.refuseConnections();
            try {
                assertThat(shop.price("tea")).isEqualTo("tea costs 2");
            } finally {
                server.recover();
            }
        }

        @AfterAll
        void stop() {
            server.close();
        }
    }

    abstract static class Contract {
        private WeldContainer container;
        Shop shop;

        void open(Map<String, String> settings) {
            container = TripodContainer.start(
                    Settings.read(settings),
                    InstantSource.system(),
                    List.<Extension>of(new Rival()),
                    Shop.class,
                    Shop.Branch.class);
        }

        @BeforeEach
        void empty() {
            shop = container.select(Shop.class, new Shop.Main.Literal()).get();
            shop.forgetAll();
            shop.reset();
        }

        @AfterAll
        void close() {
            container.close();
        }

        @Test
        void runsAMethodOncePerKey() {
            assertThat(shop.price("tea")).isEqualTo("tea costs 1");
            assertThat(shop.price("tea")).isEqualTo("tea costs 1");
            assertThat(shop.price("coffee")).isEqualTo("coffee costs 2");
        }

        @Test
        void leavesNothingToInterceptorsOfTheServer() {
            Rival.CALLS.set(0);

            shop.price("tea");

            assertThat(Rival.CALLS).hasValue(0);
        }

        @Test
        void keysAreMadeOfTheMarkedParameters() {
            assertThat(shop.priceFor("tea", "Ada")).isEqualTo("tea costs 1 for Ada");
            assertThat(shop.priceFor("tea", "Bob")).isEqualTo("tea costs 1 for Ada");
            assertThat(shop.price("tea")).isEqualTo("tea costs 1 for Ada");
        }

        @Test
        void equalArgumentsAreOneKeyHoweverTheyWereMade() {
            var tea = "tea";
            var first = shop.total(List.of(tea, tea), 1, 2);

            var others = new ArrayList<>(Arrays.asList(new String("tea"), new String("tea")));
            assertThat(shop.total(others, 1, 2)).isEqualTo(first);
            assertThat(shop.total(others, 2, 1)).isNotEqualTo(first);
        }

        @Test
        void skippingTheGetStillKeepsTheResult() {
            shop.price("tea");

            assertThat(shop.freshPrice("tea")).isEqualTo("tea costs 2");
            assertThat(shop.price("tea")).isEqualTo("tea costs 2");
        }

        @Test
        void aResultThatIsNullIsGivenAndNotKept() {
            assertThat(shop.nothing("tea")).isNull();
            assertThat(shop.nothing("tea")).isNull();
            assertThat(shop.runs()).isEqualTo(2);
        }

        @Test
        void putsTheMarkedParameter() {
            shop.setPrice("tea", "2.50");
            assertThat(shop.price("tea")).isEqualTo("2.50");

            shop.setPrice("tea", null);
            assertThat(shop.price("tea")).isEqualTo("tea costs 1");
        }

        @Test
        void putsBeforeAMethodThatFailsWhenToldTo() {
            assertThatThrownBy(() -> shop.setPriceFirst("tea", "2.50")).isInstanceOf(IllegalStateException.class);

            assertThat(shop.price("tea")).isEqualTo("2.50");
        }

        @Test
        void putsDespiteTheFailuresThatAreNamed() {
            assertThatThrownBy(() -> shop.setPriceDespite("tea", "2.50", new InterruptedException()))
                    .isInstanceOf(InterruptedException.class);
            assertThat(shop.price("tea")).isEqualTo("tea costs 1");

            assertThatThrownBy(() -> shop.setPriceDespite("tea", "2.50", new IOException()))
                    .isInstanceOf(IOException.class);
            assertThat(shop.price("tea")).isEqualTo("2.50");
        }

        @Test
        void removesUnlessAFailureForbidsIt() {
            shop.price("tea");
            assertThatThrownBy(() -> shop.forget("tea", new IllegalArgumentException()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(shop.price("tea")).isEqualTo("tea costs 1");

            assertThatThrownBy(() -> shop.forget("tea", new IllegalStateException()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(shop.price("tea")).isEqualTo("tea costs 2");

            shop.forget("tea", null);
            assertThat(shop.price("tea")).isEqualTo("tea costs 3");
        }

        @Test
        void keepsFailuresWhereACacheIsNamedForThem() {
            assertThatThrownBy(() -> shop.stock("tea", new IllegalArgumentException("first")))
                    .hasMessage("first");
            assertThatThrownBy(() -> shop.stock("tea", new IllegalStateException("second")))
                    .hasMessage("second");
            assertThatThrownBy(() -> shop.stock("tea", new IllegalStateException("third")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("second");
            assertThat(shop.runs()).isEqualTo(2);
        }

        @Test
        void aMethodMayHaveSeveralAnnotations() {
            var total = shop.total(List.of("tea"));
            shop.priceAndNoTotals("tea");

            assertThat(shop.total(List.of("tea"))).isNotEqualTo(total);
        }

        @Test
        void asksGeneratorsAndResolversOfTheApplication() {
            assertThat(shop.own("tea")).isEqualTo("tea1");
            assertThat(shop.own("TEA")).isEqualTo("tea1");
            assertThat(OwnCache.CACHE).hasSize(1);
        }

        @Test
        void aBeanInheritsMethodsAndHasDefaultsOfItsOwn() {
            var branch = container.select(Shop.Branch.class).get();
            branch.price("tea");

            branch.setPrice("tea", "3.00");
            assertThat(branch.price("tea")).isEqualTo("3.00");
            assertThat(shop.price("tea")).isEqualTo("tea costs 1");
            assertThat(branch.cups(2, new String[] {"tea"})).isEqualTo(branch.cups(2, new String[] {"tea"}));
            assertThat(caches().<Object, Object>named("branch-prices", () -> {
                        throw new IllegalStateException();
                    }))
                    .isNotEmpty();
        }

        private NamedCaches caches() {
            return container.select(NamedCaches.class).get();
        }
    }
}
