/**
 * The router: it carries the clients' connections to the node that the route names, and tells what they meet.
 *
 * <pre>
 *  clients ─▶ tcp ──┬─ decide ──▶ routing   (pure: the table, what to do with a connection)
 *            plain ─┤                ▲
 *             http ─┤                │
 *                   │            follow ◀── Kafka: routes, faults; the routes also on disk
 *                   ├─ wait ────▶ hold      (a bounded queue; nobody is refused while a writer is on its way)
 *                   ├─ choose ──▶ balance   (pure: one class a policy)
 *                   └─ tell ────▶ sighting ──▶ Kafka: heartbeats
 *
 *  understudy.yaml, changed ──▶ reload   (pure: what becomes of each port; listeners behind them are exchanged)
 *
 *  clients ─▶ an HAProxy ◀─ haproxy ─ decide ──▶ routing   (told by its runtime API; the clients' bytes do not pass here)
 * </pre>
 *
 * <p>Kafka that is away changes nothing for the clients: the last route goes on.
 */
@NullMarked
package dev.understudy.router;

import org.jspecify.annotations.NullMarked;
