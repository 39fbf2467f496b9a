/**
 * Looking from inside: what the own server says of itself over one lasting connection.
 */
@NullMarked
package dev.understudy.agent.server;

import org.jspecify.annotations.NullMarked;
