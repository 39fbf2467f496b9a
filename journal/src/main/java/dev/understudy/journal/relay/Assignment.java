package dev.understudy.journal.relay;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;

/**
 * What one connection to a primary is for.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose writer it is
 * @param keeper name and start of this process
 * @param session tells this connection apart
 * @param from what the stream leaves out: all of it is in the journal, or was executed before the epoch began
 */
public record Assignment(String cluster, Epoch epoch, String keeper, String session, TransactionSet from) {}
