@NullMarked
package dev.understudy.heartbeat;

import org.jspecify.annotations.NullMarked;
