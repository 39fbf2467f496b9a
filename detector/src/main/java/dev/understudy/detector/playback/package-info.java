/** What came through the topics, shown to a detector a second time: what another configuration would have said, and why nothing was said. */
@NullMarked
package dev.understudy.detector.playback;

import org.jspecify.annotations.NullMarked;
