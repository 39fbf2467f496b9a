/** The journal keeper: reads a primary's binlog as a semi-synchronous replica, stores it in Kafka, and acknowledges what is stored. */
@NullMarked
package dev.understudy.journal;

import org.jspecify.annotations.NullMarked;
