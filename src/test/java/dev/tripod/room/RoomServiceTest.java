package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.session.RandomIds;
import dev.tripod.session.Session;
import dev.tripod.session.SessionId;
import dev.tripod.session.SessionKind;
import dev.tripod.session.SessionService;
import dev.tripod.testing.TripodServer;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomServiceTest {
    private static TripodServer server;
    private static RoomService rooms;
    private static Session owner;

    private Room room;

    @BeforeAll
    static void start() {
        server = TripodServer.start();
        rooms = server.bean(RoomService.class);
        owner = server.bean(SessionService.class)
                .start(SessionKind.PERSON, Optional.of("Desk"))
                .session();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create() {
        room = rooms.create(owner, Optional.empty());
    }

    private static SessionId session() {
        return new SessionId(RandomIds.base64url(16));
    }

    private static AdmissionId admission() {
        return new AdmissionId(RandomIds.base64url(16));
    }

    private Grant admit(SessionId session, Role role) {
        return rooms.admit(room.id(), session, role, "Guest", admission());
    }

    private Room stored() {
        return rooms.find(room.id()).orElseThrow();
    }

    private static void assertRefused(ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                .isEqualTo(problem));
    }

    @Test
    void admitsASessionOnce() {
        var guest = session();
        var first = admit(guest, Role.VIEWER);
        assertThat(admit(guest, Role.VIEWER).participant()).isEqualTo(first.participant());
        assertThat(stored().grants()).hasSize(2);
    }

    @Test
    void keepsOneCamera() {
        var first = session();
        admit(first, Role.CAMERA);
        var second = admit(session(), Role.CAMERA);
        assertThat(stored().grantOf(first)).isEmpty();
        assertThat(stored().grants())
                .filteredOn(grant -> grant.role() == Role.CAMERA)
                .containsExactly(second);
    }

    @Test
    void keepsTheOwnerTheDesktop() {
        assertThat(admit(owner.id(), Role.VIEWER).role()).isEqualTo(Role.DESKTOP);
    }

    @Test
    void bringsNobodyBackByTheSameAdmission() {
        var guest = session();
        var admission = admission();
        var grant = rooms.admit(room.id(), guest, Role.VIEWER, "Guest", admission);
        assertThat(rooms.admit(room.id(), guest, Role.VIEWER, "Guest", admission))
                .isEqualTo(grant);
        rooms.remove(room.id(), grant.participant());
        assertRefused(() -> rooms.admit(room.id(), guest, Role.VIEWER, "Guest", admission), Problem.FORBIDDEN);
    }

    @Test
    void holdsSoManyAndNoMore() {
        for (var i = 1; i < RoomService.MAX_GRANTS; i++) {
            admit(session(), Role.VIEWER);
        }
        assertRefused(() -> admit(session(), Role.VIEWER), Problem.TOO_MANY);
    }

    @Test
    void neverRemovesTheOwner() {
        rooms.remove(room.id(), stored().grantOf(owner.id()).orElseThrow().participant());
        assertThat(stored().grantOf(owner.id())).isPresent();
    }

    @Test
    void knowsNoRoomsThatWereNotMade() {
        var unknown = new RoomId("A".repeat(22));
        assertRefused(() -> rooms.require(unknown, owner.id()), Problem.ROOM_UNKNOWN);
        assertRefused(() -> rooms.require(room.id(), session()), Problem.ROOM_UNKNOWN);
        assertRefused(() -> rooms.admit(unknown, session(), Role.VIEWER, "Guest", admission()), Problem.ROOM_UNKNOWN);
    }
}
