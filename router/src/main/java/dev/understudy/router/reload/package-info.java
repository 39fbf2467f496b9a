/** What a new configuration changes about a router that runs: decided as a whole before anything is touched. Pure. */
@NullMarked
package dev.understudy.router.reload;

import org.jspecify.annotations.NullMarked;
