package dev.understudy.recovery.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.connect.ConnectorTemplate;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.recovery.connector.ConnectorHandOver.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an epoch's connector is configured with. Immutable. */
public final class ConnectorDefinition {

    /** Far from what people give to servers; a server refuses two readers of one id. */
    private static final long FIRST_SERVER_ID = 1_700_000_000L;

    private static final long SERVER_IDS = 100_000_000L;

    private final String cluster;
    private final Source source;

    public ConnectorDefinition(String cluster, Source source) {
        this.cluster = cluster;
        this.source = source;
    }

    /**
     * As {@code POST /connectors} takes it.
     *
     * @param state Connect's word for how it begins
     */
    String json(Epoch epoch, Address primary, String state) {
        String name = EpochMarker.connectorOf(cluster, epoch);
        Map<String, String> values = new HashMap<>();
        values.put("cluster", cluster);
        values.put("epoch", epoch.toString());
        values.put("state", state);
        values.put("host", primary.host());
        values.put("port", Integer.toString(primary.port()));
        values.put("user", source.user());
        values.put("password", source.password());
        values.put("serverId", Long.toString(FIRST_SERVER_ID + Math.floorMod(name.hashCode(), SERVER_IDS)));
        values.put("bootstrap", String.valueOf(source.kafka().get("bootstrap.servers")));
        return ConnectorTemplate.connector(source.engine()).fill(values);
    }

    /** Its keys and values alone. */
    public Map<String, String> config(Epoch epoch, Address primary) {
        try {
            Map<String, String> config = new LinkedHashMap<>();
            new ObjectMapper()
                    .readTree(json(epoch, primary, "RUNNING"))
                    .path("config")
                    .fields()
                    .forEachRemaining(
                            each -> config.put(each.getKey(), each.getValue().asText()));
            return config;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the connector's template is no JSON", e);
        }
    }
}
