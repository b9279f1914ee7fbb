package dev.tripod.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tripod.testing.Browser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody's browser. It stays at one instance, as a load balancer would have it, and goes to the other one when its own
 * is gone. Enters each request into the ledger. One thread at a time.
 */
final class Visitor {
    private static final HttpClient CONNECTIONS = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final World world;
    private final Ledger ledger;
    private final Browser browser;
    private final String address;
    private Instance home;

    /** What came back: status 0 is no answer. */
    record Reply(int status, JsonNode json) {
        static final Reply NONE = new Reply(0, MissingNode.getInstance());

        /** Neither done nor refused, as far as one can tell. */
        boolean isOpen() {
            return status == 0 || status == 503;
        }

        String problem() {
            return json.path("type").asText().replaceFirst(".*:", "");
        }

        @Override
        public String toString() {
            return status + " " + problem();
        }
    }

    Visitor(World world, Ledger ledger, Instance home) {
        this.world = world;
        this.ledger = ledger;
        this.home = home;
        this.browser = Browser.over(CONNECTIONS, home.uri());
        var number = ADDRESSES.getAndIncrement();
        this.address = "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
    }

    Instance home() {
        return home;
    }

    /** Goes to the other one, if nothing hinders. */
    void move() {
        if (world.isCalm()) {
            home = world.other(home);
        }
    }

    String cookie() {
        return browser.cookieHeader();
    }

    Reply get(String path) {
        return ask("GET", path, "");
    }

    /** Asks its own instance; an empty body is none. */
    Reply ask(String method, String path, String body) {
        var reply = ask(home, method, path, body);
        if (reply.status() == 0 && !home.isUp()) {
            home = world.other(home);
        }
        return reply;
    }

    Reply ask(Instance instance, String method, String path, String body) {
        return ask(instance, method, path, body, "");
    }

    /** Asks with a cookie that is not this browser's own, unless that is empty. */
    Reply ask(Instance instance, String method, String path, String body, String cookie) {
        var calm = world.isCalm();
        var begin = System.nanoTime();
        var reply = reply(instance, method, path, body, headers(cookie));
        ledger.answered(Duration.ofNanos(System.nanoTime() - begin), calm && world.isCalm());
        if (reply.status() >= 500 && !instance.isUp()) {
            ledger.count("error " + reply.status() + " while its server stops"); // its port outlives the application
            return Reply.NONE;
        }
        if (reply.status() == 0) {
            ledger.count("error no answer");
        } else if (reply.status() == 503) {
            ledger.count("error " + reply);
        } else if (reply.status() >= 500 || reply.status() == 429) {
            ledger.complain(method + " " + path + " at " + instance + " answered " + reply + " " + reply.json());
        }
        return reply;
    }

    private String[] headers(String cookie) {
        return cookie.isEmpty()
                ? new String[] {"X-Forwarded-For", address}
                : new String[] {"X-Forwarded-For", address, "Cookie", cookie};
    }

    private Reply reply(Instance instance, String method, String path, String body, String... headers) {
        try {
            var at = browser.at(instance.uri());
            var answer = body.isEmpty()
                    ? at.send(method, path, HttpRequest.BodyPublishers.noBody(), headers)
                    : at.sendJson(method, path, body, headers);
            return new Reply(
                    answer.status(), answer.text().startsWith("{") ? answer.json() : MissingNode.getInstance());
        } catch (IllegalStateException e) { // cut, refused or too late
            return Reply.NONE;
        } catch (AssertionError e) {
            if (instance.isUp()) {
                ledger.complain("An answer that is not described: " + e.getMessage());
            }
            return Reply.NONE;
        }
    }

    /** The address, by which a log can be searched. */
    @Override
    public String toString() {
        return address;
    }
}
