/** Zero-loss mode on real servers: commits that wait for the journal, and what stands in it. */
@NullMarked
package dev.understudy.scenarios.journal;

import org.jspecify.annotations.NullMarked;
