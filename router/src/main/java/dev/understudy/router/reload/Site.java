package dev.understudy.router.reload;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One listener: where it is, and everything else that its clients get by it.
 *
 * @param port 0 for any free one
 * @param traits by name; only compared, and never shown
 */
public record Site(String name, String host, int port, Map<String, Object> traits) {

    static final int ANY = 0;

    public Site {
        SortedMap<String, Object> sorted = new TreeMap<>(traits);
        traits = Collections.unmodifiableSortedMap(sorted);
    }

    /** Whether this and the other cannot be open side by side, or are the same port: one goes on in the other's place. */
    boolean isPortOf(Site other) {
        return port == ANY
                ? other.port == ANY && name.equals(other.name) && host.equals(other.host)
                : port == other.port;
    }

    /** What is not the same in both, by name, without the address. */
    List<String> differsIn(Site other) {
        TreeSet<String> names = new TreeSet<>(traits.keySet());
        names.addAll(other.traits.keySet());
        names.removeIf(trait -> Objects.equals(traits.get(trait), other.traits.get(trait)));
        return List.copyOf(names);
    }

    String address() {
        return host + ":" + port;
    }
}
