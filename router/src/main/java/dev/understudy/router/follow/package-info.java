/** Where the table comes from: Kafka, and the disk for a start without Kafka. */
@NullMarked
package dev.understudy.router.follow;

import org.jspecify.annotations.NullMarked;
