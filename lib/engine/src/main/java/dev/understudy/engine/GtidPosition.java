package dev.understudy.engine;

import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * MariaDB's position: in each domain the last transaction, which stands for all before it. With {@code gtid_strict_mode} the
 * sequence numbers of a domain only rise, whichever server wrote them.
 *
 * @param last by domain
 */
record GtidPosition(SortedMap<Long, Last> last) implements TransactionSet {

    /**
     * @param server the server that wrote it
     * @param sequence its sequence number
     */
    record Last(long server, long sequence) {}

    static GtidPosition parse(String text) {
        SortedMap<Long, Last> last = new TreeMap<>();
        String compact = text.replaceAll("\\s", "");
        if (!compact.isEmpty()) {
            for (String gtid : compact.split(",", -1)) {
                Gtid id = Gtid.parse(gtid);
                last.merge(id.domain, id.last, (a, b) -> a.sequence >= b.sequence ? a : b);
            }
        }
        return new GtidPosition(last);
    }

    @Override
    public String text() {
        StringJoiner text = new StringJoiner(",");
        last.forEach((domain, at) -> text.add(domain + "-" + at.server + "-" + at.sequence));
        return text.toString();
    }

    @Override
    public boolean isEmpty() {
        return last.isEmpty();
    }

    @Override
    public boolean contains(String gtid) {
        Gtid id = Gtid.parse(gtid);
        return sequence(id.domain) >= id.last.sequence;
    }

    @Override
    public String originOf(String gtid) {
        return Long.toString(Gtid.parse(gtid).last.server);
    }

    @Override
    public String missingBefore(String gtid) {
        Gtid id = Gtid.parse(gtid);
        long known = sequence(id.domain);
        if (known == 0 || id.last.sequence <= known + 1) {
            return "";
        }
        String prefix = id.domain + "-" + id.last.server + "-";
        long before = id.last.sequence - 1;
        return before == known + 1 ? prefix + before : prefix + (known + 1) + " to " + prefix + before;
    }

    @Override
    public boolean containsAll(TransactionSet other) {
        return other.minus(this).isEmpty();
    }

    @Override
    public TransactionSet read(String text) {
        return parse(text);
    }

    @Override
    public TransactionSet plus(String gtid) {
        return union(parse(gtid));
    }

    @Override
    public TransactionSet union(TransactionSet other) {
        SortedMap<Long, Last> all = new TreeMap<>(last);
        of(other).last.forEach((domain, at) -> all.merge(domain, at, (a, b) -> a.sequence >= b.sequence ? a : b));
        return new GtidPosition(all);
    }

    @Override
    public TransactionSet minus(TransactionSet other) {
        SortedMap<Long, Last> rest = new TreeMap<>(last);
        rest.entrySet().removeIf(entry -> of(other).sequence(entry.getKey()) >= entry.getValue().sequence);
        return new GtidPosition(rest);
    }

    @Override
    public String beyond(TransactionSet other) {
        return of(minus(other)).last.entrySet().stream()
                .map(entry -> {
                    long first = of(other).sequence(entry.getKey()) + 1;
                    Last at = entry.getValue();
                    String from = entry.getKey() + "-" + at.server + "-" + first;
                    return first == at.sequence ? from : from + ".." + at.sequence;
                })
                .collect(Collectors.joining(","));
    }

    @Override
    public long count() {
        return last.values().stream().mapToLong(Last::sequence).sum();
    }

    @Override
    public String toString() {
        return text();
    }

    private long sequence(long domain) {
        Last at = last.get(domain);
        return at == null ? 0 : at.sequence;
    }

    private static GtidPosition of(TransactionSet set) {
        if (set instanceof GtidPosition position) {
            return position;
        }
        throw new IllegalArgumentException("a MariaDB position and another engine's set cannot be compared");
    }

    private record Gtid(long domain, Last last) {

        static Gtid parse(String text) {
            String[] parts = text.strip().split("-", -1);
            try {
                if (parts.length == 3) {
                    return new Gtid(
                            Long.parseLong(parts[0]), new Last(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a GTID: '" + text + "'", e);
            }
            throw new IllegalArgumentException("not a GTID: '" + text + "'");
        }
    }
}
