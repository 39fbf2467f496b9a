/**
 * The route in force, as far as this agent knows; an older epoch than the highest ever seen is refused.
 */
@NullMarked
package dev.understudy.agent.route;

import org.jspecify.annotations.NullMarked;
