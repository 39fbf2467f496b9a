package dev.understudy.recovery.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A MySQL document by what SQL shows of it: its text, and beside it the types of the values in it, which the text does not tell. Its
 * counterpart for the binlog is {@link StoredJson}. Pure.
 */
public final class ShownJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private final JsonParser parser;
    private final Queue<String> types;
    private final OpaqueJson opaque = new OpaqueJson();

    private ShownJson(JsonParser parser, Queue<String> types) {
        this.parser = parser;
        this.types = types;
    }

    /**
     * SQL for a session in UTF-8 that makes the types of a document's values known; NULL where its text alone makes the same document.
     * Of each value that holds no others there is a word, in their order: what JSON_TYPE says, and behind a DECIMAL its size.
     * The server goes through a document in the order of its text, and takes what is no array for an array of one.
     *
     * @param column quoted
     */
    public static String types(String column) {
        return "(SELECT IF(SUM(CASE JSON_TYPE(x) WHEN 'INTEGER' THEN x > 4294967295"
                + " WHEN 'UNSIGNED INTEGER' THEN x <= 4294967295"
                + " ELSE JSON_TYPE(x) NOT IN ('STRING','DOUBLE','BOOLEAN','NULL','OBJECT','ARRAY') END) > 0,"
                + " GROUP_CONCAT(CONCAT(REPLACE(JSON_TYPE(x), ' ', '_'),"
                + " IF(JSON_TYPE(x) = 'DECIMAL', JSON_STORAGE_SIZE(x), '')) ORDER BY n SEPARATOR ' '), NULL)"
                + " FROM JSON_TABLE(JSON_ARRAY(" + column
                + "), '$[0]**[0]' COLUMNS (n FOR ORDINALITY, x JSON PATH '$')) j)";
    }

    /**
     * SQL that makes the document again, with the types of its values.
     *
     * @param text the document
     * @param types as {@link #types(String)} gives them
     * @throws Unfaithful where the two do not fit together, or a type is not known
     */
    public static String sql(String text, String types) {
        Queue<String> leaves = new ArrayDeque<>();
        for (String type : types.split(" ", -1)) {
            if (!type.equals("OBJECT") && !type.equals("ARRAY")) {
                leaves.add(type);
            }
        }
        try (JsonParser parser = JSON.createParser(text)) {
            ShownJson shown = new ShownJson(parser, leaves);
            JsonPart whole = shown.value(parser.nextToken());
            if (!leaves.isEmpty()) {
                throw new Unfaithful("a JSON document has fewer values than types");
            }
            return shown.opaque.around(whole.document());
        } catch (IOException e) {
            throw new Unfaithful("a JSON document cannot be read: " + e.getMessage());
        } catch (UnsupportedOperationException e) {
            throw new Unfaithful("a JSON document holds " + e.getMessage());
        }
    }

    private JsonPart value(JsonToken token) throws IOException {
        return switch (token) {
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            default -> leaf(token);
        };
    }

    private JsonPart array() throws IOException {
        List<JsonPart> parts = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            parts.add(value(next));
        }
        return JsonPart.array(parts);
    }

    private JsonPart object() throws IOException {
        List<String> names = new ArrayList<>();
        List<JsonPart> parts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            names.add(parser.currentName());
            parts.add(value(parser.nextToken()));
        }
        return JsonPart.object(names, parts);
    }

    private JsonPart leaf(JsonToken token) throws IOException {
        String type = types.poll();
        if (type == null) {
            throw new Unfaithful("a JSON document has more values than types");
        }
        String text = parser.getText();
        if (type.startsWith("DECIMAL")) {
            int size = Integer.parseInt(type.substring("DECIMAL".length()));
            return JsonPart.expression(opaque.sql("DECIMAL", text, size));
        }
        return switch (type) {
            case "STRING" -> JsonPart.string(text);
            case "DOUBLE", "BOOLEAN", "NULL" -> JsonPart.text(text);
            case "INTEGER" -> JsonPart.signed(Long.parseLong(text));
            case "UNSIGNED_INTEGER" -> JsonPart.unsigned(Long.parseUnsignedLong(text));
            default -> JsonPart.expression(opaque.sql(type, text, 0));
        };
    }
}
