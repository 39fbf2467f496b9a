/** What every service asks of Kafka: is it there, are the topics there, and what comes in a topic from here on. */
@NullMarked
package dev.understudy.runtime.kafka;

import org.jspecify.annotations.NullMarked;
