package dev.tripod.servers;

import dev.tripod.testing.FreePort;
import dev.tripod.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A server that Tripod runs on: where it comes from, and how it is set up as {@code server-config} says. */
enum Product {
    PAYARA_MICRO("fish.payara.extras:payara-micro:6.2025.10", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return new Setup(List.of("-jar", absolute("target/tripod.jar")), Map.of("PORT", String.valueOf(port)));
        }
    },
    PAYARA("fish.payara.distributions:payara:6.2025.10:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return glassfish(home, port, oldLauncher(home), "payara");
        }
    },
    GLASSFISH_7("org.glassfish.main.distributions:glassfish:7.0.21:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return glassfish(home, port, oldLauncher(home), "glassfish");
        }
    },
    GLASSFISH_8("org.glassfish.main.distributions:glassfish:8.0.0:zip", 21) {
        @Override
        Setup setUp(Path home, int port) {
            var glassfish = home.resolve("glassfish");
            var modules = glassfish.resolve("lib/bootstrap").toString();
            var classes =
                    "%1$s/appserver-cli.jar:%1$s/admin-cli.jar:%1$s/lib/asadmin/*:%1$s/modules/*".formatted(glassfish);
            var launcher = List.of(
                    "-Djava.util.logging.manager=org.glassfish.main.jul.GlassFishLogManager",
                    "--module-path",
                    modules,
                    "--add-modules",
                    "ALL-MODULE-PATH",
                    "-cp",
                    classes,
                    "org.glassfish.admin.cli.AsadminMain");
            var asItsScriptDoes = Map.of(
                    "AS_CONFIG", glassfish.resolve("config").toString(),
                    "AS_DEF_DOMAINS_PATH", glassfish.resolve("domains").toString(),
                    "AS_DEF_NODES_PATH", glassfish.resolve("nodes").toString(),
                    "AS_IMQ_LIB", home.resolve("mq/lib").toString(),
                    "AS_IMQ_BIN", home.resolve("mq/bin").toString(),
                    "ASADMIN_CLASSPATH", classes,
                    "ASADMIN_MODULEPATH", modules);
            return new Setup(glassfish(home, port, launcher, "glassfish").arguments(), asItsScriptDoes);
        }
    },
    WILDFLY("org.wildfly:wildfly-dist:39.0.1.Final:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            copy(THIN, home.resolve("standalone/deployments/tripod.war"));
            Artifacts.run(List.of(
                    "bash",
                    home.resolve("bin/jboss-cli.sh").toString(),
                    "--file=" + CONFIG.resolve("wildfly/tripod.cli")));
            return new Setup(
                    List.of(
                            "-Djboss.home.dir=" + home,
                            "-Djboss.http.port=" + port,
                            "-Djboss.https.port=" + FreePort.find(),
                            "-Djboss.management.http.port=" + FreePort.find(),
                            "-Dorg.jboss.boot.log.file=" + home.resolve("standalone/log/server.log"),
                            "-Dlogging.configuration=file:"
                                    + home.resolve("standalone/configuration/logging.properties"),
                            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                            "--add-opens=java.base/java.util=ALL-UNNAMED",
                            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                            "-jar",
                            home.resolve("jboss-modules.jar").toString(),
                            "-mp",
                            home.resolve("modules").toString(),
                            "org.jboss.as.standalone"),
                    Map.of());
        }
    },
    LIBERTY("io.openliberty:openliberty-runtime:26.0.0.3:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            var server = home.resolve("usr/servers/defaultServer");
            copy(CONFIG.resolve("liberty/server.xml"), server.resolve("server.xml"));
            copy(THIN, server.resolve("apps/tripod.war"));
            return new Setup(
                    List.of(
                            "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "--add-opens=java.base/java.util=ALL-UNNAMED",
                            "--add-opens=java.base/java.net=ALL-UNNAMED",
                            "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                            "--add-opens=java.naming/com.sun.naming.internal=ALL-UNNAMED",
                            "-jar",
                            home.resolve("bin/tools/ws-server.jar").toString(),
                            "defaultServer"),
                    Map.of("PORT", String.valueOf(port)));
        }
    },
    TOMEE("org.apache.tomee:apache-tomee:9.0.0:zip:webprofile", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return tomcat(home, port, THIN);
        }
    },
    TOMCAT_10("org.apache.tomcat:tomcat:10.1.59:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return tomcat(home, port, FAT);
        }
    },
    TOMCAT_11("org.apache.tomcat:tomcat:11.0.24:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return tomcat(home, port, FAT);
        }
    },
    JETTY_EE10("org.eclipse.jetty:jetty-home:12.1.12:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return jetty(home, port, "ee10");
        }
    },
    JETTY_EE11("org.eclipse.jetty:jetty-home:12.1.12:zip", 17) {
        @Override
        Setup setUp(Path home, int port) {
            return jetty(home, port, "ee11");
        }
    };

    private static final Path CONFIG = Path.of("server-config").toAbsolutePath();
    private static final Path THIN = Path.of("target", "tripod.war").toAbsolutePath();
    private static final Path FAT = Path.of("target", "tripod-servlet.war").toAbsolutePath();

    /** Arguments of the JVM, and the environment beside the application's. */
    record Setup(List<String> arguments, Map<String, String> environment) {}

    private final String coordinates;
    private final int oldestJava;

    Product(String coordinates, int oldestJava) {
        this.coordinates = coordinates;
        this.oldestJava = oldestJava;
    }

    /** As it is named in {@code TRIPOD_MATRIX} and the table. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String version() {
        return coordinates.split(":", -1)[2];
    }

    /** Whether it runs on this Java at all, as its makers say. */
    boolean runsOn(int java) {
        return java >= oldestJava && !(java > 21 && (this == GLASSFISH_7 || this == TOMEE));
    }

    abstract Setup setUp(Path home, int port);

    /** Sets up a new copy of the server with the application, and starts it with settings of the application's. */
    ServerProcess start(Path java, Map<String, String> settings) {
        return start(java, settings, newHome());
    }

    Path newHome() {
        return Path.of("target", "servers", title() + "-" + UUID.randomUUID()).toAbsolutePath();
    }

    /** The same in a directory of the caller's. */
    ServerProcess start(Path java, Map<String, String> settings, Path home) {
        var port = FreePort.find();
        if (this != PAYARA_MICRO) {
            Artifacts.unpacked(coordinates, home);
        }
        var setup = setUp(home, port);
        var command = new ArrayList<>(List.of(java.resolve("bin/java").toString(), "-Xmx256m"));
        command.addAll(setup.arguments());
        var environment = new HashMap<>(settings);
        environment.putAll(setup.environment());
        environment.put("JAVA_HOME", java.toString());
        environment.put("LC_ALL", "C.UTF-8"); // most write their logs in the locale's encoding
        return ServerProcess.of(command, environment, home, port);
    }

    private static Setup tomcat(Path home, int port, Path war) {
        deleteAll(home.resolve("webapps"));
        copy(war, home.resolve("webapps/ROOT.war"));
        replace(
                home.resolve("conf/server.xml"),
                Pattern.compile("port=\"(8080|8005|8443)\""),
                match -> "port=\"" + (match.group(1).equals("8080") ? port : -1) + "\"");
        return new Setup(
                List.of(
                        "-Dcatalina.home=" + home,
                        "-Dcatalina.base=" + home,
                        "-Djava.io.tmpdir=" + home.resolve("temp"),
                        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                        "-Djava.util.logging.config.file=" + home.resolve("conf/logging.properties"),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start"),
                Map.of());
    }

    private static Setup jetty(Path home, int port, String edition) {
        var base = home.resolve("tripod-base");
        for (var file : List.of("http-config.ini", "tripod-" + edition + ".ini")) {
            copy(CONFIG.resolve("jetty").resolve(file), base.resolve("start.d").resolve(file));
        }
        copy(FAT, base.resolve("webapps/ROOT.war"));
        return new Setup(
                List.of("-jar", home.resolve("start.jar").toString(), "jetty.base=" + base, "jetty.http.port=" + port),
                Map.of());
    }

    private static List<String> oldLauncher(Path home) {
        return List.of(
                "-jar", home.resolve("glassfish/lib/client/appserver-cli.jar").toString());
    }

    private static Setup glassfish(Path home, int port, List<String> asadmin, String config) {
        var domain = home.resolve("glassfish/domains/domain1");
        replace(
                domain.resolve("config/domain.xml"),
                Pattern.compile("\"(8080|8181|4848|7676|3700|3820|3920|8686|6666|9009)\""),
                match -> "\"" + (match.group(1).equals("8080") ? port : FreePort.find()) + "\"");
        copy(THIN, domain.resolve("autodeploy/ROOT.war"));
        var launcher = new ArrayList<>(asadmin);
        launcher.add("start-domain");
        if (config.equals("payara")) {
            launcher.addAll(List.of(
                    "--prebootcommandfile", CONFIG.resolve("payara/preboot.txt").toString(),
                    "--postbootcommandfile",
                            CONFIG.resolve("payara/postboot.txt").toString()));
        } else {
            asTripodAsadminDoes(domain.resolve("config/domain.xml"));
        }
        launcher.addAll(List.of("--verbose", "domain1"));
        return new Setup(launcher, Map.of());
    }

    /** What the commands change, without starting the server once more. */
    private static void asTripodAsadminDoes(Path domain) {
        replace(
                domain,
                Pattern.compile("<jvm-options>-Xmx"),
                match -> "<jvm-options>-Dproduct.name=GlassFish</jvm-options>"
                        + "<jvm-options>-Dorg.glassfish.microprofile.health.enabled=false</jvm-options>"
                        + match.group());
        replace(
                domain,
                Pattern.compile("<http (?=[^>]*default-virtual-server=\"server\")"),
                match -> "<http xpowered-by=\"false\" ");
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(
            Path file, Pattern pattern, java.util.function.Function<MatchResult, String> replacement) {
        try {
            var text = Files.readString(file);
            var changed = pattern.matcher(text).replaceAll(replacement);
            if (changed.equals(text)) {
                throw new IllegalStateException(file + " looks different from what was expected");
            }
            Files.writeString(file, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
