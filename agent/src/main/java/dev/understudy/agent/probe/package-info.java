/**
 * Looking from outside: fresh connections to the own server, and to the cluster's other nodes.
 */
@NullMarked
package dev.understudy.agent.probe;

import org.jspecify.annotations.NullMarked;
