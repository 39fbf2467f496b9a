package dev.understudy.router.haproxy;

import dev.understudy.router.haproxy.plan.Lookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** The machine's own name service; Java keeps its answers for a while. Thread-safe. */
final class NameService implements Lookup {

    @Override
    public List<String> addresses(String host) {
        try {
            // In the order of the name service, of which the first is used.
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
