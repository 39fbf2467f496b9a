package dev.understudy.recovery.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.DivergentRow;
import dev.understudy.events.Epoch;
import dev.understudy.events.RawTransaction;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import dev.understudy.events.Topics;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.log.JournalTail;
import dev.understudy.recovery.log.TailSource;
import dev.understudy.recovery.server.Server;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Takes an old primary's tail as its agent ships it, asks the cluster for each row, and writes both down. Used by one thread. */
final class DivergenceReader {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Object> kafka;
    private final String cluster;

    DivergenceReader(Map<String, Object> kafka, String cluster) {
        this.kafka = kafka;
        this.cluster = cluster;
    }

    /**
     * What is to be read.
     *
     * @param node the old primary
     * @param primary the cluster's
     * @param epoch the one that cut its history off
     * @param commandId what its agent was sent, and the reading's name
     * @param journalFrom from where on in the journal the answer can stand
     */
    record Ask(Server node, Server primary, Epoch epoch, String commandId, long journalFrom) {}

    /**
     * @throws IOException where it cannot be told what the old primary holds, or not be written down
     */
    Divergence read(Ask ask) throws IOException, SQLException {
        TailSource.Answer answer;
        try (JournalTail journal = new JournalTail(kafka, cluster)) {
            answer = journal.again(ask.commandId(), ask.journalFrom(), PATIENCE);
        }
        Optional<TailEnd> end = answer.end();
        if (end.isEmpty()) {
            throw new IOException("the agent beside " + ask.node().node() + " did not answer");
        }
        if (!end.get().complete()) {
            throw new IOException(end.get().reason());
        }
        List<RawTransaction> transactions = joined(answer.parts());
        int[] counts = new int[2];
        List<RuntimeException> failed = new ArrayList<>();
        try (Connection old = utc(ask.node().open());
                Connection primary = utc(ask.primary().open());
                KafkaProducer<byte[], byte[]> producer = producer()) {
            Consumer<DivergentRow> sink = row -> {
                counts[row.kind() == DivergentRow.Kind.STATEMENT ? 1 : 0]++;
                producer.send(
                        new ProducerRecord<>(
                                Topics.divergent(cluster),
                                0,
                                Topics.CONSTANT_KEY.getBytes(UTF_8),
                                RecordCodec.DIVERGENT.encode(row)),
                        (metadata, e) -> {
                            if (e != null) {
                                failed.add(
                                        e instanceof RuntimeException trouble ? trouble : new IllegalStateException(e));
                            }
                        });
            };
            Rows rows = new Rows(ask, old, new HeldRows(primary), sink);
            for (RawTransaction transaction : transactions) {
                rows.take(transaction);
            }
            producer.flush();
        }
        if (!failed.isEmpty()) {
            throw new IOException("it cannot be written down: " + failed.get(0).getMessage(), failed.get(0));
        }
        List<String> gtids = transactions.stream().map(RawTransaction::gtid).toList();
        return new Divergence(ask.commandId(), gtids, counts[0], counts[1]);
    }

    private static List<RawTransaction> joined(List<TailTransaction> parts) {
        List<RawTransaction> whole = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (TailTransaction part : parts) {
            events.addAll(part.transaction().events());
            if (part.last()) {
                whole.add(new RawTransaction(
                        part.transaction().gtid(), part.transaction().formatDescription(), events));
                events = new ArrayList<>();
            }
        }
        return whole;
    }

    private static Connection utc(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00'");
        }
        return connection;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 192 * 1024 * 1024);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What the cluster holds, or why it is not known. */
    private record Held(Optional<Map<String, @Nullable String>> row, String note) {}

    /** Makes the records of one transaction after the other. */
    private final class Rows {

        private final Ask ask;
        private final Connection old;
        private final HeldRows primary;
        private final Consumer<DivergentRow> sink;
        private final Map<TableName, TableColumns> tables = new HashMap<>();

        Rows(Ask ask, Connection old, HeldRows primary, Consumer<DivergentRow> sink) {
            this.ask = ask;
            this.old = old;
            this.primary = primary;
            this.sink = sink;
        }

        void take(RawTransaction transaction) throws IOException, SQLException {
            for (LoggedChange change : LoggedChanges.of(transaction)) {
                sink.accept(
                        change.kind() == DivergentRow.Kind.STATEMENT
                                ? record(transaction, change, null, null, null, "")
                                : row(transaction, change));
            }
        }

        private DivergentRow row(RawTransaction transaction, LoggedChange change) throws SQLException {
            TableColumns columns = columns(change.table());
            Optional<Map<String, @Nullable String>> before = change.before().map(columns::row);
            Optional<Map<String, @Nullable String>> after = change.after().map(columns::row);
            Held held = held(change, columns, before.or(() -> after).orElseThrow());
            return record(
                    transaction,
                    change,
                    before.orElse(null),
                    after.orElse(null),
                    held.row().orElse(null),
                    held.note());
        }

        private Held held(LoggedChange change, TableColumns columns, Map<String, @Nullable String> row) {
            if (change.before().or(change::after).filter(columns::fits).isEmpty()) {
                return new Held(Optional.empty(), "the table has other columns now: the row was not asked for");
            }
            Optional<Map<Column, String>> key = columns.key(row);
            if (key.isEmpty()) {
                return new Held(Optional.empty(), "the table has no key by which the row could be asked for");
            }
            try {
                return new Held(primary.row(change.table(), key.get()), "");
            } catch (SQLException e) {
                return new Held(Optional.empty(), "the row could not be asked for: " + e.getMessage());
            }
        }

        private TableColumns columns(TableName table) throws SQLException {
            TableColumns known = tables.get(table);
            if (known == null) {
                known = TableColumns.read(old, table);
                tables.put(table, known);
            }
            return known;
        }

        private DivergentRow record(
                RawTransaction transaction,
                LoggedChange change,
                @Nullable Map<String, @Nullable String> before,
                @Nullable Map<String, @Nullable String> after,
                @Nullable Map<String, @Nullable String> holds,
                String note) {
            return new DivergentRow(
                    cluster,
                    ask.node().node(),
                    ask.epoch(),
                    ask.commandId(),
                    transaction.gtid(),
                    change.kind(),
                    change.kind() == DivergentRow.Kind.STATEMENT
                            ? change.table().schema()
                            : change.table().toString(),
                    before,
                    after,
                    change.kind() == DivergentRow.Kind.STATEMENT ? change.statement() : null,
                    holds,
                    note);
        }
    }
}
