package dev.understudy.recovery.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Debezium's source offsets for a start point. */
final class Offsets {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Offsets() {}

    /** What {@code PATCH /connectors/N/offsets} takes: one partition, the connector's topic prefix. */
    static ObjectNode request(String prefix, StartPoint start) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode one = request.putArray("offsets").addObject();
        one.putObject("partition").put("server", prefix);
        one.set("offset", offset(start));
        return request;
    }

    static ObjectNode offset(StartPoint start) {
        return JSON.createObjectNode()
                .put("file", start.file())
                .put("pos", start.position())
                .put("gtids", start.gtids());
    }
}
