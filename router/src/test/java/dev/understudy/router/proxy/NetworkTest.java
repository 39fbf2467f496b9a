package dev.understudy.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.4.128/25, 192.168.4.127, false",
        "192.168.4.128/25, 192.168.4.129, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::7, 2001:db8::7, true",
        "2001:db8::7, 2001:db8::8, false",
        "::ffff:10.0.0.1, 10.0.0.1, true"
    })
    void an_address_is_in_it_or_not(String network, String address, boolean in) {
        assertThat(Network.of(network).has(HeaderBytes.at(address, 1))).isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lb.example",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.256",
                "fd00::/129",
                "fd00::/8/8",
                "/8",
                "10.0.0.0 /8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/999999999999"
            })
    void what_is_none_is_told_with_what_to_write(String text) {
        assertThatThrownBy(() -> Network.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no network: write ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8, or one"
                        + " address");
    }
}
