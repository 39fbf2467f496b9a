package dev.understudy.bench.clients;

import dev.understudy.bench.Printed;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What sysbench says of itself at its end.
 *
 * @param transactions all that it committed
 * @param ignoredErrors errors that it counted itself
 * @param reconnects how often its driver connected again by itself
 */
record SysbenchOutput(long transactions, long ignoredErrors, long reconnects) {

    private static final Pattern TRANSACTIONS = Pattern.compile("transactions: +(\\d+) ");
    private static final Pattern IGNORED = Pattern.compile("ignored errors: +(\\d+) ");
    private static final Pattern RECONNECTS = Pattern.compile("reconnects: +(\\d+) ");

    /**
     * @throws IOException where it did not come to its end
     */
    static SysbenchOutput of(String text) throws IOException {
        Printed printed = new Printed("sysbench", text);
        return new SysbenchOutput(
                (long) printed.number(TRANSACTIONS), (long) printed.number(IGNORED), (long) printed.number(RECONNECTS));
    }
}
