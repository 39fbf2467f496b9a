package dev.understudy.recovery.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import java.util.Optional;

/** How far the connectors of a cluster have come, by what Connect stored: after Kafka had confirmed the records. Thread-safe. */
public final class ConnectorProgress {

    private final String cluster;
    private final ConnectRest connect;

    public ConnectorProgress(String cluster, ConnectRest connect) {
        this.cluster = cluster;
        this.connect = connect;
    }

    /**
     * All transactions that an epoch's connector has written whole, or that lie before its start; the server's notation.
     *
     * @return empty where nothing was stored yet
     * @throws ConnectFailure where Connect does not answer
     */
    public Optional<String> written(Epoch epoch) {
        for (JsonNode each :
                connect.offsets(EpochMarker.connectorOf(cluster, epoch)).path("offsets")) {
            String gtids = each.path("offset").path("gtids").asText("");
            if (!gtids.isEmpty()) {
                return Optional.of(gtids.replaceAll("\\s", ""));
            }
        }
        return Optional.empty();
    }
}
