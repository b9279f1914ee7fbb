package dev.tripod.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.session.RandomIds;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;

/** What desktops and phones say to each other's server, in one line each. */
record Pairings(TripodServer server) {
    /** A desktop with a session of its own. */
    ApiClient desktop() {
        var desktop = new ApiClient(server);
        desktop.post("/api/sessions", "{\"name\":\"Desk\"}");
        return desktop;
    }

    ApiClient phone() {
        return new ApiClient(server);
    }

    static JsonNode offer(ApiClient desktop) {
        return desktop.post("/api/pairings", "{}").json();
    }

    static JsonNode offer(ApiClient desktop, String room, String role) {
        return desktop.post("/api/pairings", "{\"room\":\"%s\",\"role\":\"%s\"}".formatted(room, role))
                .json();
    }

    static String path(JsonNode offer) {
        return "/api/pairings/" + offer.path("id").asText();
    }

    static String token(JsonNode offer) {
        return offer.path("link").asText().replaceFirst(".*#v1\\.", "");
    }

    static String byToken(JsonNode offer) {
        return "\"token\":\"" + token(offer) + "\"";
    }

    static String byCode(JsonNode offer) {
        return "\"code\":\"" + offer.path("code").asText() + "\"";
    }

    static String claimId() {
        return RandomIds.base64url(16);
    }

    static ApiClient.Answer look(ApiClient phone, String secret) {
        return phone.post("/api/pairings/lookup", "{" + secret + "}");
    }

    static ApiClient.Answer claim(ApiClient phone, String secret, String claimId) {
        return phone.post(
                "/api/pairings/claim", "{%s,\"claimId\":\"%s\",\"name\":\"Pixel\"}".formatted(secret, claimId));
    }
}
