/** One owner of a cluster at a time, and the only writer of its audit trail, routes, commands and markers. */
@NullMarked
package dev.understudy.recovery.owner;

import org.jspecify.annotations.NullMarked;
