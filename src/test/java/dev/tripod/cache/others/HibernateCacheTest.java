package dev.tripod.cache.others;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.store.StoreException;
import dev.tripod.testing.upstash.UpstashServer;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hibernate's second-level cache. */
class HibernateCacheTest {
    private static final String TYPES = "org.hibernate.cache.**, org.hibernate.query.internal.**";
    private static UpstashServer server;

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(CachePlace.class)
    void findsEntitiesAndQueriesWithoutTheDatabase(CachePlace place) {
        with(place, sessions -> {
            sessions.inTransaction(session -> session.persist(new Tea("green", 3)));
            var statistics = sessions.getStatistics();
            assertThat(price(sessions, "green")).isEqualTo(3);
            assertThat(cheaperThan(sessions, 5)).isEqualTo(1);
            statistics.clear();

            assertThat(price(sessions, "green")).isEqualTo(3);
            assertThat(cheaperThan(sessions, 5)).isEqualTo(1);
            assertThat(statistics.getPrepareStatementCount()).isZero();
            assertThat(statistics.getQueryCacheHitCount()).isEqualTo(1);

            sessions.inTransaction(session -> session.find(Tea.class, "green").price = 6);
            assertThat(price(sessions, "green")).isEqualTo(6);
            assertThat(cheaperThan(sessions, 5)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(CachePlace.class)
    void losesNoConcurrentUpdate(CachePlace place) {
        with(place, sessions -> {
            sessions.inTransaction(session -> session.persist(new Tea("black", 0)));
            var threads = Executors.newFixedThreadPool(4);
            try {
                Callable<Integer> raise = () -> raise(sessions);
                for (var done : threads.invokeAll(Collections.nCopies(20, raise))) {
                    done.get();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            } finally {
                threads.shutdown();
            }
            assertThat(stored(sessions, "black")).isGreaterThanOrEqualTo(20);
            assertThat(price(sessions, "black")).isEqualTo(stored(sessions, "black"));
        });
    }

    /** Tries again when somebody else was first, or when the store stood still on a busy machine. */
    private static int raise(SessionFactory sessions) {
        for (var tries = 0; tries < 200; tries++) {
            try {
                return sessions.fromTransaction(session -> session.find(Tea.class, "black").price++);
            } catch (OptimisticLockException | HibernateException | StoreException e) {
                sessions.getCache().evict(Tea.class, "black");
            }
        }
        throw new AssertionError("Never first");
    }

    private static int stored(SessionFactory sessions, String name) {
        return sessions.fromTransaction(
                session -> session.createNativeQuery("select price from Tea where name = :name", Integer.class)
                        .setParameter("name", name)
                        .getSingleResult());
    }

    private static int price(SessionFactory sessions, String name) {
        return sessions.fromTransaction(session -> session.find(Tea.class, name).price);
    }

    private static int cheaperThan(SessionFactory sessions, int limit) {
        return sessions.fromTransaction(session -> session.createQuery("from Tea where price < :limit", Tea.class)
                .setParameter("limit", limit)
                .setCacheable(true)
                .list()
                .size());
    }

    private static void with(CachePlace place, Consumer<SessionFactory> test) {
        place.whileSet(server, Map.of("TRIPOD_CACHE_TYPES", TYPES), () -> {
            var configuration = new Configuration()
                    .addAnnotatedClass(Tea.class)
                    .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + place)
                    .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                    .setProperty("hibernate.generate_statistics", "true")
                    .setProperty("hibernate.cache.region.factory_class", "jcache")
                    .setProperty("hibernate.cache.use_query_cache", "true")
                    .setProperty("hibernate.javax.cache.provider", "dev.tripod.cache.TripodCachingProvider")
                    .setProperty("hibernate.javax.cache.missing_cache_strategy", "create");
            try (var sessions = configuration.buildSessionFactory()) {
                test.accept(sessions);
            }
        });
    }

    /** An entity that is kept in the cache. */
    @Entity(name = "Tea")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class Tea {
        @Id
        String name;

        int price;

        @Version
        int version;

        Tea() {}

        Tea(String name, int price) {
            this.name = name;
            this.price = price;
        }
    }
}
