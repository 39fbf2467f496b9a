package dev.understudy.recovery.changelog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one of Debezium's records that matter here, read in one pass over its bytes: a tree of it would cost several
 * times as much. Not thread-safe: it remembers the tables' column names, so that rows share them.
 */
final class RecordReader {

    /** A blob of 64 MB is a text of 90. */
    private static final int LONGEST_TEXT = 512 * 1024 * 1024;

    /** From here on a text stays in its record. */
    private static final int LARGE_TEXT = 4 * 1024 * 1024;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    private static final int MOST_LAYOUTS = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private final List<String[]> layouts = new ArrayList<>();
    private ByteBuffer bytes = NONE;

    /** What was found; null and 0 for what is not there. */
    static final class Fields {
        @Nullable
        String status;

        @Nullable
        String id;

        @Nullable
        String op;

        @Nullable
        String ddl;

        @Nullable
        String database;

        @Nullable
        RowImage before;

        @Nullable
        RowImage after;

        /** A column whose value is neither a text nor null. */
        @Nullable
        String strange;

        boolean hasSource;
        boolean hasTime;
        long time;
        long eventCount;
        long order;
        String connector = "";
        String gtid = "";
        String db = "";
        String table = "";
        String snapshot = "false";
        long sourceTime;
        String engine = "";
        long position;
        int row;
    }

    /**
     * @throws IOException where it is no JSON object
     */
    Fields read(ByteBuffer record) throws IOException {
        bytes = record;
        try (JsonParser json =
                JSON.createParser(record.array(), record.arrayOffset() + record.position(), record.remaining())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            Fields fields = new Fields();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                field(json, name, fields);
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it ends early");
            }
            return fields;
        } finally {
            bytes = NONE;
        }
    }

    private void field(JsonParser json, String name, Fields fields) throws IOException {
        switch (name) {
            case "status" -> fields.status = json.getValueAsString("");
            case "id" -> fields.id = json.getValueAsString("");
            case "op" -> fields.op = json.getValueAsString("");
            case "ddl" -> fields.ddl = json.getValueAsString("");
            case "databaseName" -> fields.database = json.getValueAsString();
            case "event_count" -> fields.eventCount = json.getValueAsLong();
            case "ts_ms" -> {
                fields.hasTime = true;
                fields.time = json.getValueAsLong();
            }
            case "before" -> fields.before = image(json, fields);
            case "after" -> fields.after = image(json, fields);
            case "source" -> source(json, fields);
            case "transaction" -> transaction(json, fields);
            default -> json.skipChildren();
        }
    }

    private static void source(JsonParser json, Fields fields) throws IOException {
        fields.hasSource = true;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "name" -> fields.connector = json.getValueAsString("");
                case "gtid" -> fields.gtid = json.getValueAsString("");
                case "db" -> fields.db = json.getValueAsString("");
                case "table" -> fields.table = json.getValueAsString("");
                case "snapshot" -> fields.snapshot = json.getValueAsString("false");
                case "ts_ms" -> fields.sourceTime = json.getValueAsLong();
                case "connector" -> fields.engine = json.getValueAsString("");
                case "pos" -> fields.position = json.getValueAsLong();
                case "row" -> fields.row = json.getValueAsInt();
                default -> json.skipChildren();
            }
        }
    }

    private static void transaction(JsonParser json, Fields fields) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("total_order")) {
                fields.order = json.getValueAsLong();
            } else {
                json.skipChildren();
            }
        }
    }

    private @Nullable RowImage image(JsonParser json, Fields fields) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        String[] names = new String[16];
        @Nullable Object[] values = new Object[16];
        int count = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            json.nextToken();
            names[count] = name;
            switch (json.currentToken()) {
                case VALUE_STRING -> values[count] = bytes.remaining() < LARGE_TEXT ? json.getText() : text(json);
                case VALUE_NULL -> values[count] = null;
                default -> {
                    fields.strange = name;
                    json.skipChildren();
                }
            }
            count++;
        }
        return new RowImage(layout(names, count), Arrays.copyOf(values, count));
    }

    /** In a large record only: whether it is a long one is told before the parser makes a text of it. */
    private Object text(JsonParser json) throws IOException {
        byte[] record = bytes.array();
        int begin = bytes.arrayOffset() + bytes.position();
        int from = begin + (int) json.currentTokenLocation().getByteOffset() + 1;
        int to = from;
        while (to < begin + bytes.remaining() && record[to] != '"') {
            to += record[to] == '\\' ? 2 : 1;
        }
        return to - from < LARGE_TEXT ? json.getText() : new LargeText(record, from, to);
    }

    private String[] layout(String[] names, int count) {
        for (String[] known : layouts) {
            if (Arrays.equals(known, 0, known.length, names, 0, count)) {
                return known;
            }
        }
        if (layouts.size() >= MOST_LAYOUTS) {
            layouts.clear();
        }
        String[] fresh = Arrays.copyOf(names, count);
        layouts.add(fresh);
        return fresh;
    }
}
