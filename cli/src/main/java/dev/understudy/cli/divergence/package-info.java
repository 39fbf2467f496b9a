/** Shows what an old primary holds and the cluster does not. */
@NullMarked
package dev.understudy.cli.divergence;

import org.jspecify.annotations.NullMarked;
