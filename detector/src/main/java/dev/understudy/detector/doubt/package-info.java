/**
 * Whether the detector is fit to judge. After a start, a pause of its own, or a silence of everything at once, the fault
 * is more likely here or in the messenger than in the nodes.
 */
@NullMarked
package dev.understudy.detector.doubt;

import org.jspecify.annotations.NullMarked;
