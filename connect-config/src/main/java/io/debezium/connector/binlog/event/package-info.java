/** One class that stands in the place of Debezium's own, and why: see there. */
@NullMarked
package io.debezium.connector.binlog.event;

import org.jspecify.annotations.NullMarked;
