package dev.understudy.router.reload;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A router's configuration, as a reload looks at it.
 *
 * @param fixed what holds until the process ends, by its name in the file; only compared, and never shown
 * @param sites the listeners
 */
public record Setup(Map<String, Object> fixed, List<Site> sites) {

    public Setup {
        fixed = Collections.unmodifiableSortedMap(new TreeMap<>(fixed));
        sites = List.copyOf(sites);
    }

    /** The same before any listener was open. */
    public Setup withoutSites() {
        return new Setup(fixed, List.of());
    }
}
