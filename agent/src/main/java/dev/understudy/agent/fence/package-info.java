/**
 * Ending a server's reign, and proving that it has ended.
 */
@NullMarked
package dev.understudy.agent.fence;

import org.jspecify.annotations.NullMarked;
