package dev.hedgerow.connector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.ConnectorException.Permanent;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pain-59525")
class HostPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "017700000001",
                "0",
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "metadata.google.internal",
                "db.local",
                "user@example.com",
                "example.com,127.0.0.1",
                "example.com%5c",
                "exa mple.com",
                "127.0.0.1:22",
                "http://127.0.0.1",
                "[::1]",
                "exämple.com"
            })
    void insidersAreRefusedInOneWay(String host) {
        assertThatThrownBy(() -> HostPolicy.of(true).addresses(host))
                .isInstanceOf(Permanent.class)
                .hasMessage("Hosts with internal IP addresses are not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "2606:4700::1111", "2002:808:808::", "64:ff9b::808:808"})
    void thePublicIsAllowed(String host) {
        assertThat(HostPolicy.of(true).addresses(host)).hasSize(1);
    }

    @Test
    void anythingGoesWhenNothingIsBlocked() {
        assertThatCode(() -> HostPolicy.of(false).addresses("127.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void oneInsiderAmongTheAddressesIsTooMany() {
        var policy = new HostPolicy(
                true, _ -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1")});

        assertThatThrownBy(() -> policy.addresses("example.com")).isInstanceOf(Permanent.class);
    }

    @Test
    void aNameThatChangesItsMindIsAskedOnce() {
        var answers = new ArrayDeque<>(List.of("8.8.8.8", "127.0.0.1"));
        var policy = new HostPolicy(true, _ -> new InetAddress[] {InetAddress.ofLiteral(answers.removeFirst())});

        try (var line = new Route("rebinding.example.com", 5432, null, policy).open()) {
            assertThat(line.addresses())
                    .singleElement()
                    .satisfies(address ->
                            assertThat(address.getAddress().getHostAddress()).isEqualTo("8.8.8.8"));
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void theTunnelsHostIsHeldToTheSameRule() {
        var tunnel = new Tunnel("127.0.0.1", 22, "user", new Tunnel.Password("x"), false, null);

        assertThatThrownBy(() -> new Route("10.0.0.1", 5432, tunnel, HostPolicy.of(true)).open())
                .isInstanceOf(Permanent.class)
                .hasMessage("Hosts with internal IP addresses are not allowed");
    }
}
