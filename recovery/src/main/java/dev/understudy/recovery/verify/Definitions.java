package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.digest.Definition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares definitions. One that differs may be on its way: it is read on the primary before and after a common cut, and is wrong
 * on the standby where it has not changed meanwhile. One thread.
 */
final class Definitions {

    private static final int CUTS = 4;

    private final List<ObjectSource> sources;
    private final VerifyOptions options;
    private final Sessions sessions;
    private final Findings findings;

    Definitions(List<ObjectSource> sources, VerifyOptions options, Sessions sessions, Findings findings) {
        this.sources = List.copyOf(sources);
        this.options = options;
        this.sessions = sessions;
        this.findings = findings;
    }

    void compare() throws SQLException, InterruptedException {
        Map<String, String> here = read(sessions.standby().connection());
        Map<String, String> there = read(sessions.primary().reading());
        for (int cut = 1; !Definition.differing(there, here).isEmpty(); cut++) {
            Map<String, String> before = there;
            if (!sessions.cut().reached()) {
                Definition.differing(there, here).forEach(name -> findings.undecided(name, "", CommonCut.NOT_REACHED));
                return;
            }
            here = read(sessions.standby().connection());
            there = read(sessions.primary().reading());
            List<String> restless = new ArrayList<>(Definition.differing(there, here));
            Map<String, String> after = there;
            restless.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
            if (restless.isEmpty() || cut == CUTS) {
                report(here, there, restless);
                return;
            }
        }
    }

    private void report(Map<String, String> here, Map<String, String> there, List<String> restless) {
        for (String name : Definition.differing(there, here)) {
            if (restless.contains(name)) {
                findings.undecided(name, "", "it is changed all the time on the primary");
            } else {
                findings.difference(name, "", Definition.wrong(there.get(name), here.get(name)));
            }
        }
    }

    private Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> objects = new HashMap<>();
        for (ObjectSource source : sources) {
            objects.putAll(source.read(connection));
        }
        // Where tables were named, their definitions are compared and nothing else.
        objects.keySet()
                .removeIf(name -> !options.tables().isEmpty()
                        && !(name.startsWith("table ") && options.wants(name.substring("table ".length()))));
        return objects;
    }
}
