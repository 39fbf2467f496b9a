package dev.understudy.recovery.preflight.rules;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each server's settings must be, by themselves. A standby's too: it is the next writer. A variable that a server does not
 * have is no hazard: the other engine has it.
 */
final class SettingRules implements Rule {

    private record Wanted(Hazard hazard, String variable, Set<String> values) {}

    private static final List<Wanted> EVERY_NODE = List.of(
            new Wanted(Hazard.LOG_BIN, "log_bin", Set.of("ON", "1")),
            new Wanted(Hazard.BINLOG_FORMAT, "binlog_format", Set.of("ROW")),
            new Wanted(Hazard.BINLOG_ROW_IMAGE, "binlog_row_image", Set.of("FULL")),
            new Wanted(Hazard.BINLOG_ROW_METADATA, "binlog_row_metadata", Set.of("FULL")),
            new Wanted(Hazard.LOG_BIN_COMPRESS, "log_bin_compress", Set.of("OFF", "0")),
            new Wanted(Hazard.BINLOG_TRANSACTION_COMPRESSION, "binlog_transaction_compression", Set.of("OFF", "0")),
            new Wanted(Hazard.BINLOG_ENCRYPTION, "binlog_encryption", Set.of("OFF", "0")),
            new Wanted(Hazard.BINLOG_ENCRYPTION, "encrypt_binlog", Set.of("OFF", "0")),
            new Wanted(Hazard.GTID_MODE, "gtid_mode", Set.of("ON")),
            new Wanted(Hazard.ENFORCE_GTID_CONSISTENCY, "enforce_gtid_consistency", Set.of("ON")),
            new Wanted(Hazard.GTID_STRICT_MODE, "gtid_strict_mode", Set.of("ON", "1")));

    /** Standbys are relaxed by ourselves: they can always be replayed. */
    private static final List<Wanted> WRITER = List.of(
            new Wanted(Hazard.DURABILITY, "sync_binlog", Set.of("1")),
            new Wanted(Hazard.DURABILITY, "innodb_flush_log_at_trx_commit", Set.of("1")));

    private static final long A_DAY = 86_400;

    @Override
    public Stream<Finding> look(Facts facts) {
        return Stream.concat(
                facts.nodes().values().stream()
                        .flatMap(node -> Stream.of(
                                        unlike(node, EVERY_NODE), partialJson(node), filter(node), expiry(node))
                                .flatMap(found -> found)),
                facts.writer().stream().flatMap(node -> unlike(node, WRITER)));
    }

    private static Stream<Finding> unlike(NodeFacts node, List<Wanted> table) {
        return table.stream().flatMap(wanted -> {
            String value = node.variable(wanted.variable());
            return value.isEmpty() || wanted.values().contains(value.toUpperCase(java.util.Locale.ROOT))
                    ? Stream.of()
                    : Stream.of(Finding.of(wanted.hazard(), node.node(), wanted.variable(), "is " + value));
        });
    }

    private static Stream<Finding> partialJson(NodeFacts node) {
        String value = node.variable("binlog_row_value_options");
        return value.isEmpty()
                ? Stream.of()
                : Stream.of(Finding.of(
                        Hazard.BINLOG_ROW_VALUE_OPTIONS, node.node(), "binlog_row_value_options", "is " + value));
    }

    private static Stream<Finding> filter(NodeFacts node) {
        return node.logged().isEmpty()
                ? Stream.of()
                : Stream.of(Finding.of(Hazard.BINLOG_FILTER, node.node(), "the binlog", node.logged()));
    }

    private static Stream<Finding> expiry(NodeFacts node) {
        String seconds = node.variable("binlog_expire_logs_seconds");
        if (seconds.isEmpty() || seconds.equals("0") || Double.parseDouble(seconds) >= A_DAY) {
            return Stream.of();
        }
        return Stream.of(Finding.of(
                Hazard.BINLOG_EXPIRY,
                node.node(),
                "binlog_expire_logs_seconds",
                "is " + seconds + ": less than a day"));
    }
}
