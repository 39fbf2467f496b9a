/** What the system says of itself: verdicts, recovery steps, routes and maintenances, read from their topics. */
@NullMarked
package dev.understudy.cli.events;

import org.jspecify.annotations.NullMarked;
