package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a room that two instances changed while they could not see each other. */
class RoomMergeTest {
    private final SessionId owner = SessionId.random();
    private final Grant desktop = grant(owner, Role.DESKTOP);
    private final Grant viewer = grant(SessionId.random(), Role.VIEWER);
    private final Room before = new Room(
            new RoomId(RandomIds.base64url(16)), "Studio", owner, List.of(desktop, viewer), List.of(), Instant.EPOCH);

    private static Grant grant(SessionId session, Role role) {
        return new Grant(new ParticipantId(RandomIds.base64url(12)), session, role, "Name");
    }

    private Room with(Grant grant) {
        return before.with(grant, other -> false).admitted(new AdmissionId(RandomIds.base64url(16)));
    }

    private Room merged(Room here, Room there) {
        return Room.merged(Optional.of(before), here, there);
    }

    @Test
    void hasTheGrantsAndAdmissionsOfBothSides() {
        var here = with(grant(SessionId.random(), Role.VIEWER));
        var there = with(grant(SessionId.random(), Role.CAMERA));

        var merged = merged(here, there);

        assertThat(merged.grants())
                .containsAll(here.grants())
                .containsAll(there.grants())
                .hasSize(4);
        assertThat(merged.admissions()).containsAll(here.admissions()).containsAll(there.admissions());
    }

    @Test
    void keepsNobodyWhomEitherSideHasRemoved() {
        assertThat(merged(before.without(viewer.participant()), before).grants())
                .containsExactly(desktop);
        assertThat(merged(before, before.without(viewer.participant())).grants())
                .containsExactly(desktop);
    }

    @Test
    void hasOneCamera() {
        var mine = grant(SessionId.random(), Role.CAMERA);

        var merged = merged(with(mine), with(grant(SessionId.random(), Role.CAMERA)));

        assertThat(merged.grants())
                .filteredOn(grant -> grant.role() == Role.CAMERA)
                .containsExactly(mine);
    }

    @Test
    void isTheSameWhenOneSideDidNothing() {
        var there = with(grant(SessionId.random(), Role.CAMERA));

        assertThat(merged(before, there)).isEqualTo(there);
    }
}
