@NullMarked
package dev.understudy.agent;

import org.jspecify.annotations.NullMarked;
