/** How the command line adds standbys to a running cluster, and removes them. */
@NullMarked
package dev.understudy.cli.standby;

import org.jspecify.annotations.NullMarked;
