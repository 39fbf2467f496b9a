/**
 * A statement of the binlog with the session that it was carried out in. The connector takes a statement's text from its parser,
 * which ends at the last word that it sees, and drops what else the Query event says; both go along in a comment behind the
 * first word instead.
 *
 * <pre>
 *   Query event ─▶ {@link dev.understudy.connect.statement.Marker#put} ─▶ Debezium ─▶ changelog ─▶
 *         {@link dev.understudy.connect.statement.Marker#take} ─▶ {@link dev.understudy.connect.statement.LoggedStatement}
 * </pre>
 *
 * Pure, and needs nothing but Java: it runs in the connector as well as in the replay.
 */
@NullMarked
package dev.understudy.connect.statement;

import org.jspecify.annotations.NullMarked;
