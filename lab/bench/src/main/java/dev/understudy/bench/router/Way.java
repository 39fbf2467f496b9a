package dev.understudy.bench.router;

import dev.understudy.bench.ProcessTime;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A way to the members.
 *
 * @param name in the figures
 * @param database the port that leads to the database
 * @param http the port that leads to the HTTP member
 * @param proxy the process in between; its children count as well
 */
record Way(String name, int database, int http, Optional<Long> proxy) {

    static final String DIRECT = "direct";
    static final String OURS = "router";
    static final List<String> PEERS = List.of("haproxy", "nginx");

    /** CPU time that the proxy has taken since its start, s; 0 where there is none. */
    double cpu() throws IOException {
        double sum = 0;
        for (long pid : processes()) {
            sum += ProcessTime.of(pid);
        }
        return sum;
    }

    private long[] processes() {
        return proxy.flatMap(ProcessHandle::of).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(ProcessHandle::pid)
                .toArray();
    }
}
