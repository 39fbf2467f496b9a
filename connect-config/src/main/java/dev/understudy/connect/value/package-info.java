/**
 * What runs inside of Debezium's connector: every value of a row leaves it as a text that says what the server stores, and not
 * what a Java or a Kafka type can hold. {@code recovery.sql.Values} reads it; docs/replay.md has the table of forms.
 *
 * <p>It needs nothing that a Connect worker with the connector lacks.
 */
@NullMarked
package dev.understudy.connect.value;

import org.jspecify.annotations.NullMarked;
