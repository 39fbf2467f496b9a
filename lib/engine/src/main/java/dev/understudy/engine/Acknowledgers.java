package dev.understudy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who lets a primary's commits return. Immutable and pure.
 *
 * @param clients how many do, as the primary counts them
 * @param readers the sessions that read its binlog, as far as they can be seen
 * @param keepers the journal keepers' connections, by their number on the primary
 */
public record Acknowledgers(int clients, List<Reader> readers, Set<Long> keepers) {

    /** Whether a session acknowledges, as far as the server tells. */
    public enum Acknowledges {
        YES,
        NO,
        UNTOLD
    }

    /**
     * A session that reads the binlog.
     *
     * @param connection its number on the server
     * @param who in words: {@code repl@10.0.0.9:51234}
     */
    public record Reader(long connection, String who, Acknowledges acknowledges) {}

    public Acknowledgers {
        readers = List.copyOf(readers);
        keepers = Set.copyOf(keepers);
    }

    /**
     * Those that acknowledge and are no keepers, each in words; empty for nobody. Where the server does not tell which sessions do, all
     * that may be are named.
     */
    public List<String> others() {
        List<String> others = new ArrayList<>();
        List<String> maybe = new ArrayList<>();
        // A server that shows no session at all, MySQL without its performance schema, tells the number alone.
        int ours = readers.isEmpty() ? Math.min(clients, keepers.size()) : 0;
        for (Reader reader : readers) {
            if (reader.acknowledges() == Acknowledges.NO) {
                continue;
            }
            if (keepers.contains(reader.connection())) {
                ours++;
            } else if (reader.acknowledges() == Acknowledges.YES) {
                others.add(reader.who());
            } else {
                maybe.add(reader.who());
            }
        }
        int more = clients - ours - others.size();
        if (more > 0 && maybe.size() <= more) {
            others.addAll(maybe);
            more -= maybe.size();
            maybe.clear();
        }
        if (more > 0) {
            others.add(
                    maybe.isEmpty()
                            ? more + " whose sessions cannot be seen from here"
                            : more + " of " + String.join(", ", maybe));
        }
        return others;
    }
}
