/** What every service asks of Kafka before its own work begins: is it there, and are the topics there. */
@NullMarked
package dev.understudy.runtime.kafka;

import org.jspecify.annotations.NullMarked;
