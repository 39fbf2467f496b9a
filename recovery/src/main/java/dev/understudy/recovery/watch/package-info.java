/** What the cluster's nodes and detectors say, as it arrives. */
@NullMarked
package dev.understudy.recovery.watch;

import org.jspecify.annotations.NullMarked;
