package dev.tripod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Topic;
import dev.tripod.cache.CacheName;
import dev.tripod.testing.Browser;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged WAR on Payara Micro, seen from inside the container and by a client. */
@ExtendWith(ArquillianExtension.class)
class PayaraMicroIT {
    @Inject
    @CacheName("inside-the-container")
    Cache<String, String> cache;

    @Inject
    Broadcaster broadcaster;

    @Inject
    CountedCalls counted;

    @Deployment
    static WebArchive tripod() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("tripod.war")))
                .addClasses(Browser.class, CountedCalls.class);
    }

    @Test
    void injectsCachesThatWorkInsideTheContainer() {
        cache.put("key", "value");

        assertEquals("value", cache.getAndRemove("key"));
        assertFalse(cache.containsKey("key"));
    }

    @Test
    void runsAnnotatedMethodsOncePerKey() {
        counted.forget();

        assertEquals("tea 1", counted.call("tea"));
        assertEquals("tea 1", counted.call("tea"));
        assertNull(counted.nothing("tea"));
        assertNull(counted.nothing("tea"));
        assertEquals(3, counted.calls());
        counted.forget();
        assertEquals("tea 4", counted.call("tea"));
    }

    @Test
    void deliversToListenersInsideTheContainer() {
        var received = new ArrayList<String>();
        var topic = new Topic("inside-the-container");
        var subscription = broadcaster.subscribe(topic, envelope -> received.add(envelope.payload()));
        broadcaster.publish(topic, "hello").join();
        subscription.close();
        assertEquals(List.of("hello"), received);
    }

    @Test
    @RunAsClient
    void servesTheDesktopPage(@ArquillianResource URL url) {
        assertTrue(browser(url).get("/").text().contains("<title>"));
    }

    @Test
    @RunAsClient
    void readsAndWritesJsonByJackson(@ArquillianResource URL url) {
        var browser = browser(url);
        browser.post("/api/sessions", "{\"name\":\"Desk\",\"unknown\":1}");

        assertEquals(
                "Desk", browser.get("/api/sessions/current").json().path("name").asText());
        assertEquals(400, browser.post("/api/rooms", "{\"name\":").status());
    }

    /** The container reports an address of its host that tests can't reach; the port is right. */
    private static Browser browser(URL url) {
        return new Browser(URI.create("http://127.0.0.1:" + url.getPort()));
    }
}
