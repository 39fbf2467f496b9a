package dev.understudy.recovery.preflight.rules;

/**
 * A hazard that applies.
 *
 * @param hazard which
 * @param severity its own, or advice where the configuration accepts it
 * @param node where; empty where it concerns the whole cluster
 * @param object what, such as a setting, a table or a topic; empty where the node is enough
 * @param wrong what is wrong, as a clause: {@code is MIXED}
 * @param remedy what to do
 */
public record Finding(Hazard hazard, Severity severity, String node, String object, String wrong, String remedy) {

    static Finding of(Hazard hazard, String node, String object, String wrong) {
        return new Finding(hazard, hazard.severity(), node, object, wrong, hazard.remedy());
    }

    static Finding ofCluster(Hazard hazard, String object, String wrong) {
        return of(hazard, "", object, wrong);
    }

    /** The same, accepted by whoever configures. */
    Finding accepted() {
        return new Finding(hazard, Severity.ADVICE, node, object, wrong + " (accepted by configuration)", remedy);
    }

    public boolean isFatal() {
        return severity == Severity.FATAL;
    }

    /** In one line, without the remedy. */
    public String line() {
        String where = node.isEmpty() ? "" : node + ": ";
        return hazard.id() + ": " + where + (object.isEmpty() ? "" : object + " ") + wrong;
    }
}
