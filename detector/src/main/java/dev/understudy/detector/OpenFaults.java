package dev.understudy.detector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.detector.verdict.Belief;
import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Concern;
import dev.understudy.detector.verdict.Incident;
import dev.understudy.detector.watch.NodeKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node's open faults are kept: JSON, so that a person and a later version can read them.
 *
 * @param scope the cluster or service
 * @param node the node
 * @param faults its open faults
 */
record OpenFaults(String scope, String node, List<OpenFault> faults) {

    record OpenFault(Concern concern, boolean confirmed, long saidAt, Incident incident) {}

    private static final Logger LOG = LoggerFactory.getLogger(OpenFaults.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static OpenFaults of(NodeKey node, Beliefs beliefs) {
        List<OpenFault> faults = new ArrayList<>();
        beliefs.byConcern()
                .forEach((concern, belief) -> belief.incident()
                        .ifPresent(incident -> faults.add(new OpenFault(
                                concern,
                                belief instanceof Belief.Confirmed,
                                belief instanceof Belief.Confirmed confirmed ? confirmed.saidAt() : 0,
                                incident))));
        return new OpenFaults(node.scope(), node.node(), faults);
    }

    Beliefs beliefs() {
        Map<Concern, Belief> beliefs = new EnumMap<>(Concern.class);
        for (OpenFault fault : faults) {
            beliefs.put(
                    fault.concern(),
                    fault.confirmed()
                            ? new Belief.Confirmed(fault.incident(), Belief.UNWELL, fault.saidAt())
                            : new Belief.Suspected(fault.incident(), Belief.UNWELL));
        }
        return new Beliefs(beliefs);
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("open faults cannot be written as JSON", e);
        }
    }

    /** Empty where it was written by a version that this one cannot read: such faults are raised again if they persist. */
    static Optional<OpenFaults> read(byte[] bytes) {
        try {
            return Optional.of(JSON.readValue(bytes, OpenFaults.class));
        } catch (IOException e) {
            LOG.warn("kept open faults cannot be read and are forgotten: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
