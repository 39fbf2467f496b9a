package dev.understudy.engine;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * MySQL's GTID set: for each source, and each tag of it, the sequence numbers. {@code uuid:1-7:9:tag:1-2,...}.
 *
 * @param origins by source and tag; the key is {@code uuid} or {@code uuid:tag}, lower case; never an empty value
 */
record GtidSet(SortedMap<String, Intervals> origins) implements TransactionSet {

    private static final GtidSet EMPTY = new GtidSet(new TreeMap<>());
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+(-[0-9]+)?");
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");

    /** Reads MySQL's notation; white space and new lines are passed over, as the server prints them. */
    static GtidSet parse(String text) {
        SortedMap<String, Intervals> origins = new TreeMap<>();
        String compact = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (compact.isEmpty()) {
            return EMPTY;
        }
        for (String source : compact.split(",", -1)) {
            parseSource(source, origins);
        }
        return new GtidSet(origins);
    }

    private static void parseSource(String source, Map<String, Intervals> origins) {
        String[] words = source.split(":", -1);
        if (words.length < 2 || !UUID.matcher(words[0]).matches()) {
            throw new IllegalArgumentException("not a GTID set: '" + source + "'");
        }
        String origin = words[0];
        for (int i = 1; i < words.length; i++) {
            if (NUMBERS.matcher(words[i]).matches()) {
                origins.merge(origin, interval(words[i]), Intervals::union);
            } else if (TAG.matcher(words[i]).matches()) {
                origin = words[0] + ":" + words[i];
            } else {
                throw new IllegalArgumentException("not a GTID set: '" + source + "'");
            }
        }
    }

    private static Intervals interval(String word) {
        int dash = word.indexOf('-');
        long first = Long.parseLong(dash < 0 ? word : word.substring(0, dash));
        long last = dash < 0 ? first : Long.parseLong(word.substring(dash + 1));
        return new Intervals(java.util.List.of(new Intervals.Interval(first, last)));
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        String uuid = "";
        for (Map.Entry<String, Intervals> origin : origins.entrySet()) {
            int colon = origin.getKey().indexOf(':');
            String source = colon < 0 ? origin.getKey() : origin.getKey().substring(0, colon);
            if (!source.equals(uuid)) {
                text.append(text.isEmpty() ? "" : ",").append(source);
                uuid = source;
            }
            if (colon >= 0) {
                text.append(origin.getKey(), colon, origin.getKey().length());
            }
            text.append(':').append(origin.getValue());
        }
        return text.toString();
    }

    @Override
    public boolean isEmpty() {
        return origins.isEmpty();
    }

    @Override
    public boolean contains(String gtid) {
        Gtid id = Gtid.parse(gtid);
        return origins.getOrDefault(id.origin, Intervals.NONE).contains(id.number);
    }

    @Override
    public String originOf(String gtid) {
        // A tag, where there is one, stands behind the server.
        return Gtid.parse(gtid).origin.split(":", 2)[0];
    }

    @Override
    public String missingBefore(String gtid) {
        Gtid id = Gtid.parse(gtid);
        Intervals known = origins.getOrDefault(id.origin, Intervals.NONE);
        if (known.isEmpty() || id.number == 1 || known.contains(id.number - 1)) {
            return "";
        }
        long first = known.lastBelow(id.number) + 1;
        return id.origin + ":" + new Intervals.Interval(first, id.number - 1);
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
        Gtid id = Gtid.parse(gtid);
        SortedMap<String, Intervals> grown = new TreeMap<>(origins);
        grown.put(id.origin, origins.getOrDefault(id.origin, Intervals.NONE).plus(id.number));
        return new GtidSet(grown);
    }

    @Override
    public TransactionSet union(TransactionSet other) {
        SortedMap<String, Intervals> all = new TreeMap<>(origins);
        of(other).origins.forEach((origin, numbers) -> all.merge(origin, numbers, Intervals::union));
        return new GtidSet(all);
    }

    @Override
    public TransactionSet minus(TransactionSet other) {
        SortedMap<String, Intervals> rest = new TreeMap<>();
        origins.forEach((origin, numbers) -> {
            Intervals left = numbers.minus(of(other).origins.getOrDefault(origin, Intervals.NONE));
            if (!left.isEmpty()) {
                rest.put(origin, left);
            }
        });
        return new GtidSet(rest);
    }

    @Override
    public long count() {
        return origins.values().stream().mapToLong(Intervals::count).sum();
    }

    @Override
    public String toString() {
        return text();
    }

    private static GtidSet of(TransactionSet set) {
        if (set instanceof GtidSet gtids) {
            return gtids;
        }
        throw new IllegalArgumentException("a MySQL set and another engine's cannot be compared");
    }

    /** One transaction's id. */
    private record Gtid(String origin, long number) {

        static Gtid parse(String text) {
            String gtid = text.strip().toLowerCase(Locale.ROOT);
            int colon = gtid.lastIndexOf(':');
            if (colon < 36 || !isNumber(gtid, colon + 1)) {
                throw new IllegalArgumentException("not a GTID: '" + text + "'");
            }
            return new Gtid(gtid.substring(0, colon), Long.parseLong(gtid, colon + 1, gtid.length(), 10));
        }

        /** Asked several times for each transaction that is replayed. */
        private static boolean isNumber(String text, int from) {
            for (int i = from; i < text.length(); i++) {
                if (!Character.isDigit(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
