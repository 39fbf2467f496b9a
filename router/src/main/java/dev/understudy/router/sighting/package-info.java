/** What real connections see of each node, told to the detector; and how this observer itself is doing. */
@NullMarked
package dev.understudy.router.sighting;

import org.jspecify.annotations.NullMarked;
