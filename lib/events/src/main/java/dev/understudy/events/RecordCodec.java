package dev.understudy.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private final Class<T> root;
    private final int maxBytes;
    private final Map<String, Class<? extends UnderstudyRecord>> byType;

    private RecordCodec(Class<T> root, int maxBytes, Map<String, Class<? extends UnderstudyRecord>> byType) {
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
        JsonNode node;
        try {
            node = JSON.readTree(bytes);
        } catch (IOException e) {
            return new Decoded.Refused<>("not JSON");
        }
        if (node == null || !node.isObject()) {
            return new Decoded.Refused<>("not a JSON object");
        }
        if (node.path("version").asInt(-1) != VERSION) {
            return new Decoded.Refused<>(
                    "version " + brief(node.path("version")) + " is not one that is read here (" + VERSION + ")");
        }
        Class<? extends UnderstudyRecord> type = byType.get(node.path("type").asText());
        if (type == null) {
            return new Decoded.Refused<>("type " + brief(node.path("type")) + " does not belong here");
        }
        try {
            return new Decoded.Value<>(root.cast(JSON.treeToValue(node, type)));
        } catch (JsonProcessingException | RuntimeException e) {
            return new Decoded.Refused<>(brief(node.path("type")) + ": " + firstLine(e));
        }
    }

    private static String brief(JsonNode node) {
        String text = node.isMissingNode() ? "(none)" : node.asText();
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static String firstLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = String.valueOf(cause.getMessage());
        String line = message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    @SafeVarargs
    private static Map<String, Class<? extends UnderstudyRecord>> types(Class<? extends UnderstudyRecord>... types) {
        Map<String, Class<? extends UnderstudyRecord>> byType = new HashMap<>();
        for (Class<? extends UnderstudyRecord> type : types) {
            byType.put(typeOf(type), type);
        }
        return Map.copyOf(byType);
    }
}
