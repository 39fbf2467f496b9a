package dev.understudy.recovery.preflight.rules;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import java.util.List;
import java.util.stream.Stream;

/** What must be on a standby as it is on its primary. */
final class LikenessRules implements Rule {

    private record Same(Hazard hazard, String variable) {}

    private static final List<Same> TABLE = List.of(
            new Same(Hazard.GTID_DOMAIN, "gtid_domain_id"),
            new Same(Hazard.LOWER_CASE_TABLE_NAMES, "lower_case_table_names"),
            new Same(Hazard.CHARACTER_SET, "character_set_server"),
            new Same(Hazard.CHARACTER_SET, "collation_server"),
            new Same(Hazard.CHARACTER_SET, "default_collation_for_utf8mb4"),
            new Same(Hazard.CHARACTER_SET, "character_set_collations"),
            new Same(Hazard.EXPLICIT_DEFAULTS, "explicit_defaults_for_timestamp"),
            new Same(Hazard.DEFAULT_ENGINE, "default_storage_engine"),
            new Same(Hazard.PARTIAL_REVOKES, "partial_revokes"),
            new Same(Hazard.SQL_MODE, "sql_mode"));

    @Override
    public Stream<Finding> look(Facts facts) {
        return facts.writer().stream()
                .flatMap(writer -> facts.standbys().stream()
                        .flatMap(standby -> Stream.of(
                                        unlike(writer, standby),
                                        zone(writer, standby),
                                        packet(writer, standby),
                                        version(writer, standby),
                                        cascades(writer, standby))
                                .flatMap(found -> found)));
    }

    private static Stream<Finding> unlike(NodeFacts writer, NodeFacts standby) {
        return TABLE.stream()
                .filter(same -> !writer.variable(same.variable()).equalsIgnoreCase(standby.variable(same.variable())))
                .map(same -> differs(
                        same.hazard(),
                        standby,
                        same.variable(),
                        standby.variable(same.variable()),
                        writer,
                        writer.variable(same.variable())));
    }

    private static Stream<Finding> zone(NodeFacts writer, NodeFacts standby) {
        String there = effectiveZone(writer);
        String here = effectiveZone(standby);
        return there.equals(here)
                ? Stream.of()
                : Stream.of(differs(Hazard.TIME_ZONE, standby, "time_zone", here, writer, there));
    }

    private static String effectiveZone(NodeFacts node) {
        String zone = node.variable("time_zone");
        return zone.equalsIgnoreCase("SYSTEM") ? node.variable("system_time_zone") : zone;
    }

    private static Stream<Finding> packet(NodeFacts writer, NodeFacts standby) {
        String there = writer.variable("max_allowed_packet");
        String here = standby.variable("max_allowed_packet");
        return there.isEmpty() || here.isEmpty() || Long.parseLong(here) >= Long.parseLong(there)
                ? Stream.of()
                : Stream.of(differs(Hazard.MAX_ALLOWED_PACKET, standby, "max_allowed_packet", here, writer, there));
    }

    private static Stream<Finding> version(NodeFacts writer, NodeFacts standby) {
        Version there = Version.of(writer.variable("version"));
        Version here = Version.of(standby.variable("version"));
        return here.compareTo(there) >= 0
                ? Stream.of()
                : Stream.of(
                        differs(Hazard.SERVER_VERSION, standby, "version", here.toString(), writer, there.toString()));
    }

    private static Stream<Finding> cascades(NodeFacts writer, NodeFacts standby) {
        String variable = "innodb_native_foreign_keys";
        boolean same = writer.on(variable) == standby.on(variable);
        return same || writer.schema().cascades().isEmpty()
                ? Stream.of()
                : Stream.of(differs(
                        Hazard.CASCADES,
                        standby,
                        variable,
                        standby.variable(variable),
                        writer,
                        writer.variable(variable)));
    }

    private static Finding differs(
            Hazard hazard, NodeFacts standby, String variable, String here, NodeFacts writer, String there) {
        return Finding.of(
                hazard,
                standby.node(),
                variable,
                "is " + shown(here) + ", and " + shown(there) + " on " + writer.node());
    }

    private static String shown(String value) {
        return value.isEmpty() ? "''" : value;
    }
}
