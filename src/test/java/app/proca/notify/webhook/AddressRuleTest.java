package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "169.254.169.254",
            "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.0.170", "192.0.2.1", "192.88.99.1", "198.18.0.1",
            "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::1", "2002:a00:1::", "2001::1", "2001:0:7f00:1::",
            "2001:db8::1", "3fff::1", "100::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
            "fd00:ec2::254" })
    void what_is_not_public_is_refused(String address) throws UnknownHostException {
        assertThat(AddressRule.allowing(List.of()).allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.1", "169.253.0.1", "169.255.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
            "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "2001:4860:4860::8888", "2606:4700::1111",
            "2a00:1450:4001::200e", "2003::1" })
    void what_is_public_is_allowed(String address) throws UnknownHostException {
        assertThat(AddressRule.allowing(List.of()).allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "10.1.0.0/16, 10.1.200.3, true", "10.1.0.0/16, 10.2.0.1, false", "127.0.0.1, 127.0.0.1, true",
            "127.0.0.1, 127.0.0.2, false", "127.0.0.1, ::ffff:127.0.0.1, true", "127.0.0.1, ::1, false",
            "fd00::/8, fd12::1, true", "fd00::/8, fc12::1, false", "::1, ::1, true", "::1, 127.0.0.1, false",
            "64:ff9b::/96, 64:ff9b::808:808, true", "10.1.0.0/16, 1.1.1.1, true", "0.0.0.0/0, 10.0.0.1, true",
            "0.0.0.0/0, fd00::1, false" })
    void what_the_instance_allows_is_allowed_besides(String range, String address, boolean allowed) throws UnknownHostException {
        assertThat(AddressRule.allowing(List.of(range)).allows(InetAddress.getByName(address))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "10.0.0.0/-1", "", "10.0.0.1 10.0.0.2",
            "2130706433", "example.org/8" })
    void what_is_no_range_is_refused(String range) {
        assertThatThrownBy(() -> AddressRule.allowing(List.of(range))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no network or address");
    }

    @Test
    void several_ranges_are_allowed_with_spaces_between() throws UnknownHostException {
        AddressRule rule = AddressRule.allowing(List.of(" 10.1.0.0/16", "fd00::1 "));

        assertThat(rule.allows(InetAddress.getByName("10.1.2.3"))).isTrue();
        assertThat(rule.allows(InetAddress.getByName("fd00::1"))).isTrue();
    }
}
