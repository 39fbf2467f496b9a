package dev.understudy.scenarios.suites.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Statements that are not played, each with its reason. Pure. */
final class LeftOut {

    private static final Map<Pattern, String> REASONS = new LinkedHashMap<>();

    static {
        say("\\s*RESET\\s+(MASTER|BINARY|SLAVE|REPLICA).*", "takes the history of replication away");
        say(
                "\\s*(CHANGE\\s+(MASTER|REPLICATION)|(START|STOP)\\s+(ALL\\s+)?(SLAVE|REPLICA|GROUP_REPL)).*",
                "is about the suite's own replica");
        say("\\s*PURGE\\s+.*", "takes the binlog away that the connector reads");
        say(
                "\\s*SET\\b.*\\bgtid_(next|purged|mode|binlog_state|domain_id|seq_no|slave_pos|strict_mode)\\b.*",
                "writes GTIDs by hand");
        say("\\s*SET\\b.*\\b(enforce_gtid_consistency|server_id|server_uuid)\\b.*", "writes GTIDs by hand");
        say("\\s*SET\\b.*\\bbinlog_format\\s*=.*", "leaves the row format, which pre-flight refuses");
        say(
                "\\s*SET\\b.*\\b(binlog_row_image|binlog_row_value_options|binlog_row_metadata|log_bin_compress\\w*|binlog_transaction_compression|binlog_checksum|binlog_alter_two_phase)\\s*=.*",
                "changes the rows' form, which pre-flight refuses");
        say("\\s*SET\\b.*\\b(sql_log_bin|skip_replication)\\s*=.*", "hides writes from the binlog");
        say("\\s*XA\\s+.*", "XA, at which a replay halts by design");
        say("\\s*BINLOG\\s+.*", "writes events by hand");
        say("\\s*(SHUTDOWN|RESTART|CLONE)\\b.*", "ends the server");
        say("\\s*(UN)?INSTALL\\s+.*", "plugins of the test's own");
        say(
                "\\s*SET\\b.*\\b(global|persist)\\b.*\\b(read_only|super_read_only|offline_mode|log_bin|max_binlog_size)\\b.*",
                "is the cluster's own");
        say("\\s*SET\\b.*\\brpl_semi_sync_\\w+\\s*=.*", "lets commits wait for a replica that is not there");
        say("\\s*SET\\b.*\\bdebug\\w*\\s*=.*", "a debug server's");
        say("\\s*(KILL)\\b.*", "ends sessions");
        say(
                ".*\\b(DROP|REVOKE|RENAME|ALTER|SET)\\b.*\\b(USER|ON|PASSWORD)\\b.*\\broot\\b.*",
                "takes the administrator's rights");
        say(
                "\\s*(GRANT|REVOKE|(RENAME|DROP|ALTER|CREATE)\\s+USER|SET\\s+PASSWORD)\\b.*\\bCURRENT_USER\\b\\s*(\\(\\s*\\))?\\s*(TO|IDENTIFIED|REQUIRE|WITH|,|=|$).*",
                "takes the administrator's rights");
        say(
                "\\s*(SET\\s+PASSWORD\\s*(=|TO)|ALTER\\s+USER\\s+(IF\\s+EXISTS\\s+)?(USER|CURRENT_USER)\\b).*",
                "takes the administrator's rights");
        say(
                "\\s*(INSERT|REPLACE|DELETE|UPDATE|TRUNCATE|ALTER|DROP|RENAME|LOAD)\\b(?!.*\\bFROM\\s+'?\\w+'?@).*\\bmysql`?\\s*\\.\\s*`?\\w.*",
                "writes the server's own tables");
        say("\\s*CREATE\\s+(OR\\s+REPLACE\\s+)?(TEMPORARY\\s+)?SEQUENCE\\b.*", "a sequence, which is not carried");
    }

    private LeftOut() {}

    private static void say(String pattern, String reason) {
        REASONS.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), reason);
    }

    static Optional<String> reason(String sql) {
        return REASONS.entrySet().stream()
                .filter(each -> each.getKey().matcher(sql).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
