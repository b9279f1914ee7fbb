package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:1234, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "127.0.0.1, 127.0.0.1",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "[2001:db8:1:2::7]:443, 2001:db8:1:2:0:0:0:0/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64"
    })
    void readsAnyWayOfWritingOne(String written, String client) {
        assertThat(NetworkAddress.parse(written).orElseThrow().client()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "example.org", "1.2.3", "300.1.1.1", "_hidden", "a:b", "::g", "1.2.3.4\r\nx"})
    void readsNothingElseAndLooksUpNoNames(String written) {
        assertThat(NetworkAddress.parse(written)).isEmpty();
    }
}
