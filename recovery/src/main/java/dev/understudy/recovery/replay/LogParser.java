package dev.understudy.recovery.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.events.ChangelogRecord;
import dev.understudy.events.Decoded;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.events.RecordCodec;
import dev.understudy.recovery.replay.Change.TableName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads records of the changelog: Debezium's JSON without schemas, and our own. Immutable and thread-safe. */
final class LogParser {

    /** Numbers keep every digit: a DOUBLE's shortest text must survive. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * @param ours whether the record carries the header {@link ChangelogRecord#HEADER}
     */
    LogEntry parse(byte @Nullable [] value, boolean ours) {
        if (value == null) {
            return new LogEntry.Nothing();
        }
        if (ours) {
            return ours(value);
        }
        JsonNode record;
        try {
            record = JSON.readTree(value);
        } catch (IOException e) {
            return new LogEntry.Foreign("it is not JSON");
        }
        if (record.has("status")) {
            return boundary(record);
        }
        if (record.has("op")) {
            return row(record);
        }
        if (record.has("ddl")) {
            return ddl(record);
        }
        return record.path("source").isMissingNode() && record.has("ts_ms")
                ? new LogEntry.Nothing()
                : new LogEntry.Foreign("it has no form of Debezium's");
    }

    private static LogEntry ours(byte[] value) {
        Decoded<ChangelogRecord> decoded = RecordCodec.CHANGELOG.decode(value);
        if (decoded instanceof Decoded.Refused<ChangelogRecord> refused) {
            return new LogEntry.Unreadable("a record of ours in the changelog: " + refused.reason());
        }
        ChangelogRecord record = ((Decoded.Value<ChangelogRecord>) decoded).value();
        return record instanceof EpochMarker marker ? new LogEntry.Marker(marker) : new LogEntry.Tail((RawTail) record);
    }

    private static LogEntry boundary(JsonNode record) {
        String gtid = record.path("id").asText();
        return record.path("status").asText().equals("BEGIN")
                ? new LogEntry.Begin(gtid)
                : new LogEntry.End(
                        gtid,
                        record.path("event_count").asLong(),
                        record.path("ts_ms").asLong());
    }

    private static LogEntry row(JsonNode record) {
        JsonNode source = record.path("source");
        String gtid = source.path("gtid").asText("");
        if (gtid.isEmpty()) {
            return new LogEntry.Unreadable("a row without a GTID: is gtid_mode on?");
        }
        String connector = source.path("name").asText();
        TableName table =
                new TableName(source.path("db").asText(), source.path("table").asText());
        if (record.path("op").asText().equals("t")) {
            return new LogEntry.Truncate(
                    connector, gtid, table, source.path("ts_ms").asLong());
        }
        return new LogEntry.Row(
                connector,
                gtid,
                record.path("transaction").path("total_order").asLong(),
                table,
                object(record.get("before")),
                object(record.get("after")));
    }

    private static LogEntry ddl(JsonNode record) {
        JsonNode source = record.path("source");
        if (!source.path("snapshot").asText("false").equals("false")) {
            return new LogEntry.Nothing();
        }
        String gtid = source.path("gtid").asText("");
        if (gtid.isEmpty()) {
            return new LogEntry.Unreadable("a DDL record without a GTID");
        }
        return new LogEntry.Ddl(
                source.path("name").asText(),
                gtid,
                record.path("databaseName").asText(""),
                record.path("ddl").asText(),
                source.path("ts_ms").asLong());
    }

    private static @Nullable ObjectNode object(@Nullable JsonNode node) {
        return node instanceof ObjectNode object ? object : null;
    }
}
