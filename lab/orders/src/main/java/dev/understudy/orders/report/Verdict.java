package dev.understudy.orders.report;

import java.util.ArrayList;
import java.util.List;

/** Whether a run kept the promise. */
public final class Verdict {

    private Verdict() {}

    /**
     * Why it did not; empty if it did.
     *
     * @param faultInjected whether a fail-over was due
     * @param further what else went wrong
     */
    public static List<String> reasons(
            boolean faultInjected,
            QuickstartReport.Orders orders,
            QuickstartReport.Connections connections,
            QuickstartReport.Standby standby,
            QuickstartReport.EpochInfo epoch,
            List<String> further) {
        List<String> reasons = new ArrayList<>(further);
        if (orders.acknowledged() == 0) {
            reasons.add("no order was acknowledged");
        }
        if (orders.lost() > 0) {
            reasons.add(orders.lost() + " acknowledged orders are lost");
        }
        if (orders.duplicated() > 0) {
            reasons.add(orders.duplicated() + " orders stand there more than once");
        }
        if (orders.rejected() > 0) {
            reasons.add(orders.rejected() + " orders were rejected");
        }
        if (orders.unknown() > 0) {
            reasons.add(orders.unknown() + " orders never got a clear answer");
        }
        if (connections.refused() > 0) {
            reasons.add(connections.refused() + " connections were refused or answered with an error");
        }
        if (!standby.identical()) {
            reasons.add("the standby is not identical to its primary");
        }
        if (faultInjected && epoch.after() <= epoch.before()) {
            reasons.add("there was a fault and no fail-over: the epoch is still " + epoch.after());
        }
        if (!faultInjected && epoch.after() != epoch.before()) {
            reasons.add("there was a fail-over without a fault");
        }
        return reasons;
    }
}
