/**
 * Putting the findings together into the node's self-report.
 */
@NullMarked
package dev.understudy.agent.report;

import org.jspecify.annotations.NullMarked;
