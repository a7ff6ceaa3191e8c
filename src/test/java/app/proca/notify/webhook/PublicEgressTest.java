package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** What the network lets out is what webhooks may reach: deploy/kubernetes. */
class PublicEgressTest {

    private static final AddressRule RULE = AddressRule.allowing(List.of());

    @Test
    void the_network_policy_lets_out_to_the_same_addresses_as_the_rule() throws Exception {
        List<JsonNode> blocks = policy().findValues("ipBlock");

        assertThat(addresses()).filteredOn(address -> letsOut(blocks, address) != RULE.allows(address)).isEmpty();
    }

    private static JsonNode policy() throws Exception {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.newInputStream(Path.of("deploy/kubernetes/base/networkpolicy.yaml")))) {
            return documents.next();
        }
    }

    private static boolean letsOut(List<JsonNode> blocks, InetAddress address) {
        for (JsonNode block : blocks) {
            if (has(block.get("cidr"), address)) {
                for (JsonNode except : block.get("except")) {
                    if (has(except, address)) {
                        return false;
                    }
                }
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode network, InetAddress address) {
        String[] parts = network.asText().split("/");
        try {
            byte[] of = InetAddress.getByName(parts[0]).getAddress();
            byte[] given = address.getAddress();
            int prefix = Integer.parseInt(parts[1]);
            return of.length == given.length && IntStream.range(0, prefix)
                    .allMatch(bit -> (of[bit / 8] >> (7 - bit % 8) & 1) == (given[bit / 8] >> (7 - bit % 8) & 1));
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(network.asText(), wrong);
        }
    }

    /** One of each network of 16 bits, and of the smaller ones where the rule has such. */
    private static List<InetAddress> addresses() {
        Stream<byte[]> wide = IntStream.range(0, 1 << 16).mapToObj(bits -> new byte[]{ (byte) (bits >> 8), (byte) bits, 9, 1 });
        Stream<byte[]> small = Stream.of(new int[]{ 192, 0 }, new int[]{ 192, 88 }, new int[]{ 198, 51 }, new int[]{ 203, 0 })
                .flatMap(first -> IntStream.range(0, 256)
                        .mapToObj(third -> new byte[]{ (byte) first[0], (byte) first[1], (byte) third, 1 }));
        Stream<byte[]> six = IntStream.range(0, 1 << 16).mapToObj(bits -> six(bits, 0x1234));
        Stream<byte[]> special = IntStream.range(0, 1 << 16).mapToObj(bits -> six(0x2001, bits));
        Stream<byte[]> documentation = IntStream.range(0, 1 << 16).mapToObj(bits -> six(0x3fff, bits));
        return Stream.of(wide, small, six, special, documentation).flatMap(bytes -> bytes).map(PublicEgressTest::address)
                .toList();
    }

    private static byte[] six(int first, int second) {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) (first >> 8);
        bytes[1] = (byte) first;
        bytes[2] = (byte) (second >> 8);
        bytes[3] = (byte) second;
        bytes[15] = 1;
        return bytes;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
