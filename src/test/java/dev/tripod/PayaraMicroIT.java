package dev.tripod;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tripod.testing.Browser;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.time.InstantSource;
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
    InstantSource clock;

    @ArquillianResource
    URL url;

    @Deployment
    static WebArchive tripod() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("tripod.war")))
                .addClass(Browser.class);
    }

    @Test
    void injectsItsBeansInsideTheContainer() {
        assertNotNull(clock);
    }

    @Test
    @RunAsClient
    void servesTheDesktopPage() {
        assertTrue(browser().get("/").text().contains("<title>"));
    }

    /** The container reports an address of its host that tests can't reach; the port is right. */
    private Browser browser() {
        return new Browser(URI.create("http://127.0.0.1:" + url.getPort()));
    }
}
