/**
 * The agent: one beside each database server. It tells Kafka how its node is, what it sees of the cluster's other nodes, and
 * obeys the orders that end a server's reign. It decides nothing about the cluster.
 *
 * <pre>
 *  process ──┐                                    ┌── routes   (which node is the writer, of which epoch)
 *  probe  ───┤                                    │
 *  server ───┼──▶ report ──▶ heartbeats           ├── commands ──▶ fence ──▶ process, server
 *  canary ───┘                                    │             └▶ tail  ──▶ journal
 *        ▲───────────── epoch, writer ────────────┘
 * </pre>
 *
 * <p>Each part runs on a {@link dev.understudy.agent.Beat} of its own and leaves its newest finding where the report picks it
 * up, so that one that hangs with the server never holds back another. Neither a database nor a Kafka that is down stops the
 * agent; each is logged once per change.
 */
@NullMarked
package dev.understudy.agent;

import org.jspecify.annotations.NullMarked;
