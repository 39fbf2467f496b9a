package dev.understudy.recovery.divergence;

import java.util.List;

/**
 * What an old primary holds and the cluster does not.
 *
 * @param reading under which its rows stand in the topic
 * @param gtids its transactions, in their order
 * @param rows how many rows they changed
 * @param statements how many of their statements were no change of rows
 */
public record Divergence(String reading, List<String> gtids, int rows, int statements) {

    public Divergence {
        gtids = List.copyOf(gtids);
    }
}
