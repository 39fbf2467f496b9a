package dev.understudy.recovery.preflight.rules;

import static dev.understudy.recovery.preflight.rules.Severity.ADVICE;
import static dev.understudy.recovery.preflight.rules.Severity.FATAL;
import static dev.understudy.recovery.preflight.rules.Severity.WARNING;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that a pre-flight can find: what could happen, and what to do. {@code docs/preflight.md} is made of it. */
public enum Hazard {
    // The binlog, of every node that may become the writer.
    LOG_BIN(FATAL, "without a binlog nothing reaches a standby", "set log_bin and restart the server"),
    BINLOG_FORMAT(FATAL, "a statement that is logged as text is dropped", "set binlog_format=ROW"),
    BINLOG_ROW_IMAGE(FATAL, "a row without all its columns ends the connector", "set binlog_row_image=FULL"),
    BINLOG_ROW_METADATA(WARNING, "the log lacks names and character sets", "set binlog_row_metadata=FULL"),
    BINLOG_ROW_VALUE_OPTIONS(FATAL, "partial updates of JSON vanish", "set binlog_row_value_options=''"),
    LOG_BIN_COMPRESS(FATAL, "the connector does not know compressed events", "set log_bin_compress=OFF"),
    BINLOG_TRANSACTION_COMPRESSION(
            WARNING, "the tail of a dead primary's binlog is not rescued", "set binlog_transaction_compression=OFF"),
    BINLOG_ENCRYPTION(
            WARNING, "the tail of a dead primary's binlog is not rescued", "switch the binlog's encryption off"),
    BINLOG_FILTER(FATAL, "changes are left out of the binlog", "remove binlog-do-db and binlog-ignore-db"),
    BINLOG_EXPIRY(
            WARNING,
            "a connector that is away for so long has lost its place, and the standbys are copied anew",
            "keep the binlog for at least a day: binlog_expire_logs_seconds=86400"),
    DURABILITY(
            WARNING,
            "after a power cut the primary lacks what its standbys have, and numbers are given twice",
            "set sync_binlog=1 and innodb_flush_log_at_trx_commit=1"),

    // What a commit waits for, where durability is zero-loss.
    SEMI_SYNC(
            WARNING,
            "commits return before Kafka has them",
            "set it as docs/zero-loss.md says: in the server's own configuration, and SET GLOBAL on the running server"),
    SEMI_SYNC_AT_START(
            WARNING,
            "after its next start commits return before Kafka has them",
            "put it into the server's own configuration, as docs/zero-loss.md says"),
    SEMI_SYNC_FELL_BACK(
            WARNING,
            "commits have returned that Kafka may not have",
            "find what switched it off or shortened its time-out, then switch it on again"),
    ACKNOWLEDGES(
            WARNING,
            "whoever can be a replica can let commits return that Kafka does not have",
            "revoke REPLICATION SLAVE, or let the account in from the server's own machine only"),
    OTHER_ACKNOWLEDGER(
            WARNING,
            "commits return that Kafka does not have",
            "stop that replica, or switch its semi-synchronous replication off"),

    // The identity of transactions and servers.
    GTID_MODE(FATAL, "transactions have no name", "set gtid_mode=ON"),
    ENFORCE_GTID_CONSISTENCY(FATAL, "some transactions have no name", "set enforce_gtid_consistency=ON"),
    GTID_STRICT_MODE(FATAL, "numbers may be used twice", "set gtid_strict_mode=ON"),
    GTID_DOMAIN(
            FATAL, "the new primary's history does not go on where the old one's ended", "set the same gtid_domain_id"),
    SERVER_ID(FATAL, "two that read a binlog by one id throw each other out", "give every server an id of its own"),
    SERVER_UUID(
            FATAL,
            "two servers give one name to different transactions",
            "remove auto.cnf from the copy and restart it"),
    ERRANT_TRANSACTIONS(
            FATAL,
            "a standby that was written to is no copy",
            "look at what was written, then understudy reseed --node NODE"),
    TWO_WRITERS(FATAL, "clients can write to two servers", "make it read-only: SET GLOBAL read_only = ON"),
    READ_ONLY_AT_START(
            FATAL,
            "a server that restarts takes writes before anybody has looked at it",
            "put read_only=ON (MySQL: super_read_only=ON) into the server's own configuration"),
    OTHER_REPLICATION(FATAL, "two apply to one server", "stop the server's own replication and reset it"),
    EVENTS_RUN(FATAL, "events write to a standby", "SET GLOBAL event_scheduler = OFF"),

    // What must be the same on all nodes.
    SERVER_KIND(FATAL, "the server is not what the configuration says", "correct clusters.NAME.engine"),
    SERVER_VERSION(FATAL, "a standby older than its primary may not know what it is sent", "upgrade the standby first"),
    LOWER_CASE_TABLE_NAMES(FATAL, "names do not find their tables", "set up the server anew with the same value"),
    CHARACTER_SET(FATAL, "definitions that name none come out different", "set the same on all nodes"),
    EXPLICIT_DEFAULTS(FATAL, "TIMESTAMP columns come out different", "set the same on all nodes"),
    DEFAULT_ENGINE(FATAL, "tables that name none come out different", "set the same on all nodes"),
    PARTIAL_REVOKES(FATAL, "a REVOKE of one database's rights halts the replay", "set the same on all nodes"),
    CASCADES(FATAL, "what a foreign key changes is logged on one and not on the other", "set the same on all nodes"),
    SQL_MODE(WARNING, "definitions and clients' writes are judged differently", "set the same on all nodes"),
    TIME_ZONE(WARNING, "NOW() tells another time after a fail-over", "set the same time_zone on all nodes"),
    MAX_ALLOWED_PACKET(WARNING, "a value that the primary took halts the replay", "set at least the primary's"),

    // What the primary holds.
    TABLE_ENGINE(
            FATAL,
            "no snapshot and no transaction holds its rows together",
            "ALTER TABLE ... ENGINE=InnoDB, or drop it"),
    TABLE_WITHOUT_KEY(ADVICE, "changes are looked for by all values, which is slow", "give it a primary key"),
    OBJECT_NOT_CARRIED(FATAL, "the connector ends or the standby lacks it", "do without it"),
    COLUMN_TYPE(FATAL, "its values do not arrive as they are", "use another type"),
    XA_PREPARED(FATAL, "the log does not tell how it ended: the replay halts", "end it; do without XA"),
    DEFINER(WARNING, "what acts as an account that is not there fails after a fail-over", "create the account there"),

    // Who may do what.
    BYPASSES_READ_ONLY(
            FATAL,
            "a client writes to a fenced server or to a standby",
            "revoke it, or let the account in from the server's own machine only"),
    HIDES_FROM_BINLOG(
            FATAL,
            "a client's changes never reach a standby, without a trace",
            "revoke it, or let the account in from the server's own machine only"),
    READS_BINLOG(
            ADVICE,
            "whoever can be a replica can read everything",
            "revoke REPLICATION SLAVE where no replica uses it"),
    OWN_ACCOUNT_MISSING(FATAL, "Understudy cannot do its part there", "create it as docs/preflight.md says"),
    OWN_ACCOUNT_LACKS(FATAL, "Understudy cannot do its part there", "grant it as docs/preflight.md says"),
    OWN_ACCOUNT_EXCEEDS(FATAL, "what it tries on a standby would not be refused", "revoke it"),

    // Kafka.
    TOPIC_MISSING(WARNING, "there is nothing to write to", "start the recovery service: it creates its topics"),
    TOPIC_PARTITIONS(FATAL, "more than one partition has no order", "create it anew with one partition"),
    TOPIC_CLEANUP(FATAL, "records that are needed are removed", "set cleanup.policy as it was created"),
    TOPIC_RETENTION(WARNING, "a standby that is away for so long is copied anew", "set retention.ms as it was created"),
    TOPIC_EXPIRES(FATAL, "what must never go is removed with time", "set retention.ms=-1 and retention.bytes=-1"),
    TOPIC_MESSAGE_SIZE(WARNING, "a large row ends the connector", "set max.message.bytes as it was created"),
    TOPIC_COPIES(WARNING, "a broker's disk is the only place of the log", "give the topic three copies"),
    MIN_INSYNC(WARNING, "what was acknowledged may be on one disk only", "set min.insync.replicas=2"),
    UNCLEAN_ELECTION(FATAL, "acknowledged records vanish", "set unclean.leader.election.enable=false"),

    // Connect.
    CONNECTOR_PLUGIN(FATAL, "the worker cannot run Debezium's connector", "put its plugin on the worker's plugin.path"),
    CONNECTOR_MISSING(FATAL, "nothing reaches the standbys any more", "restart the recovery service, and see its log"),
    CONNECTOR_STATE(
            FATAL,
            "nothing reaches the standbys any more",
            "mend what ended it and restart it; else understudy reseed"),
    CONNECTOR_SOURCE(FATAL, "it reads another server than the writer", "delete it; recovery creates it again"),
    CONNECTOR_SETTING(FATAL, "it leaves out or changes what it reads", "set it as connect-config/README.md says"),
    CONNECTOR_TUNING(ADVICE, "it is slower, or waits longer, than it could", "set it as connect-config/README.md says"),
    CONNECTOR_REFUSED(
            FATAL,
            "the next connector cannot be created",
            "see the worker's connector.client.config.override.policy=All and its plugins"),

    // The pre-flight itself.
    UNREAD(WARNING, "what is not known may be anything", "let it answer, and run this again");

    private final Severity severity;
    private final String danger;
    private final String remedy;

    Hazard(Severity severity, String danger, String remedy) {
        this.severity = severity;
        this.danger = danger;
        this.remedy = remedy;
    }

    /** Its name in configuration and output: {@code binlog-format}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Severity severity() {
        return severity;
    }

    /** What could happen. */
    public String danger() {
        return danger;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /**
     * Whether a person may set it aside, by order or by configuration. Not where the promotion could not be carried out, or where two
     * servers may already have gone different ways.
     */
    public boolean canBeSetAside() {
        return switch (this) {
            case OTHER_ACKNOWLEDGER,
                    LOG_BIN,
                    GTID_MODE,
                    SERVER_KIND,
                    SERVER_ID,
                    SERVER_UUID,
                    ERRANT_TRANSACTIONS,
                    TOPIC_PARTITIONS -> false;
            default -> true;
        };
    }

    /**
     * Whether, found on the writer, it says that a commit may return before Kafka has it. Not what holds from its next start on: it starts
     * read-only, and is not opened before a commit on it was acknowledged.
     */
    public boolean isAgainstWaiting() {
        return switch (this) {
            case SEMI_SYNC, SEMI_SYNC_FELL_BACK, ACKNOWLEDGES, OTHER_ACKNOWLEDGER -> true;
            default -> false;
        };
    }

    public static Optional<Hazard> named(String id) {
        return Stream.of(values()).filter(hazard -> hazard.id().equals(id)).findFirst();
    }
}
