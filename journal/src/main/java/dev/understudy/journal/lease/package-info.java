/** For how long commits of an epoch may be acknowledged; what decides is pure, the topic's follower and writer are shells. */
@NullMarked
package dev.understudy.journal.lease;

import org.jspecify.annotations.NullMarked;
