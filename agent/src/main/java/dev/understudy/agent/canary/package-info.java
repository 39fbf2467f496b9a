/**
 * The write probe. It commits only on the writer of the epoch that the agent holds; elsewhere it proves that writes are refused.
 */
@NullMarked
package dev.understudy.agent.canary;

import org.jspecify.annotations.NullMarked;
