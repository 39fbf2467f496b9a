/** Random histories on a real primary, replayed into a real standby while the applier and the standby die. */
@NullMarked
package dev.understudy.scenarios.replay;

import org.jspecify.annotations.NullMarked;
