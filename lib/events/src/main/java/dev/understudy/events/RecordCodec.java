package dev.understudy.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one topic's records: {@code {"type":"self-report","version":1,...}}. Immutable and thread-safe.
 *
 * @param <T> the records of the topic
 */
public final class RecordCodec<T extends UnderstudyRecord> {

    /** The one major version that this build reads and writes. */
    public static final int VERSION = 1;

    // Before the codecs, which are made with it.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    public static final RecordCodec<HeartbeatRecord> HEARTBEATS = new RecordCodec<>(
            HeartbeatRecord.class,
            256 * 1024,
            types(SelfReport.class, Sighting.class, StandbyReport.class, LoopBack.class));
    public static final RecordCodec<Fault> FAULTS = new RecordCodec<>(Fault.class, 1024 * 1024, types(Fault.class));
    public static final RecordCodec<RecoveryStep> RECOVERIES =
            new RecordCodec<>(RecoveryStep.class, 4 * 1024 * 1024, types(RecoveryStep.class));
    public static final RecordCodec<Route> ROUTES = new RecordCodec<>(Route.class, 1024 * 1024, types(Route.class));
    public static final RecordCodec<Maintenance> MAINTENANCE =
            new RecordCodec<>(Maintenance.class, 64 * 1024, types(Maintenance.class));
    public static final RecordCodec<Command> COMMANDS =
            new RecordCodec<>(Command.class, 4 * 1024 * 1024, types(Command.class));
    public static final RecordCodec<JournalRecord> JOURNAL = new RecordCodec<>(
            JournalRecord.class,
            64 * 1024 * 1024,
            types(TailTransaction.class, TailEnd.class, KeeperSession.class, RawPart.class, JournalSeal.class));
    public static final RecordCodec<LeaseRecord> LEASES = new RecordCodec<>(
            LeaseRecord.class,
            64 * 1024,
            types(LeaseRequest.class, EpochClosed.class, EpochOpened.class, KeeperStopped.class));
    public static final RecordCodec<ChangelogRecord> CHANGELOG =
            new RecordCodec<>(ChangelogRecord.class, 64 * 1024 * 1024, types(EpochMarker.class, RawTail.class));
    public static final RecordCodec<DivergentRow> DIVERGENT =
            new RecordCodec<>(DivergentRow.class, 192 * 1024 * 1024, types(DivergentRow.class));

    private final Class<T> root;
    private final int maxBytes;
    private final Map<String, ObjectReader> byType;

    private RecordCodec(Class<T> root, int maxBytes, Map<String, ObjectReader> byType) {
        this.root = root;
        this.maxBytes = maxBytes;
        this.byType = byType;
    }

    /** The {@code type} that a record is written under, such as {@code self-report}. */
    public static String typeOf(Class<? extends UnderstudyRecord> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    public byte[] encode(T value) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", typeOf(value.getClass()));
        node.put("version", VERSION);
        node.setAll((ObjectNode) JSON.valueToTree(value));
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Reads a record; whatever is wrong with it is told in the outcome, never thrown. */
    public Decoded<T> decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Decoded.Refused<>("an empty record");
        }
        if (bytes.length > maxBytes) {
            return new Decoded.Refused<>("a record of " + bytes.length + " bytes; at most " + maxBytes + " are read");
        }
        Head head;
        try {
            head = Head.of(bytes);
        } catch (IOException e) {
            return new Decoded.Refused<>("not JSON");
        }
        if (head == null) {
            return new Decoded.Refused<>("not a JSON object");
        }
        if (head.number() != VERSION) {
            return new Decoded.Refused<>(
                    "version " + brief(head.version()) + " is not one that is read here (" + VERSION + ")");
        }
        ObjectReader reader = byType.get(String.valueOf(head.type()));
        if (reader == null) {
            return new Decoded.Refused<>("type " + brief(head.type()) + " does not belong here");
        }
        try {
            return new Decoded.Value<>(root.cast(reader.readValue(bytes)));
        } catch (IOException | RuntimeException e) {
            return new Decoded.Refused<>(isBroken(e) ? "not JSON" : brief(head.type()) + ": " + firstLine(e));
        }
    }

    /**
     * What tells how to read the rest. It stands first in what {@link #encode} writes, and is looked for no further than it takes: a tree of
     * every record would cost a detector more than all else that it does with it.
     *
     * @param version as it stands there; null where it does not
     * @param number the same as a number; -1 where it is none
     */
    private record Head(@Nullable String type, @Nullable String version, int number) {

        /** Null where it is no object. */
        static @Nullable Head of(byte[] bytes) throws IOException {
            try (JsonParser parser = JSON.createParser(bytes)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return null;
                }
                String type = null;
                String version = null;
                int number = -1;
                while ((type == null || version == null) && parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    boolean scalar = parser.nextToken().isScalarValue();
                    if (field.equals("type")) {
                        type = scalar ? parser.getText() : "";
                    } else if (field.equals("version")) {
                        version = scalar ? parser.getText() : "";
                        number = parser.getValueAsInt(-1);
                    }
                    parser.skipChildren();
                }
                return new Head(type, version, number);
            }
        }
    }

    /** Whether the text itself cannot be read, whoever found it out. */
    private static boolean isBroken(Exception e) {
        return e instanceof JsonParseException || e.getCause() instanceof JsonParseException;
    }

    private static String brief(@Nullable String text) {
        if (text == null) {
            return "(none)";
        }
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static String firstLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = String.valueOf(cause.getMessage());
        String line = message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    @SafeVarargs
    private static Map<String, ObjectReader> types(Class<? extends UnderstudyRecord>... types) {
        Map<String, ObjectReader> byType = new HashMap<>();
        for (Class<? extends UnderstudyRecord> type : types) {
            byType.put(typeOf(type), JSON.readerFor(type));
        }
        return Map.copyOf(byType);
    }
}
