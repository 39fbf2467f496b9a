@NullMarked
package dev.understudy.runtime;

import org.jspecify.annotations.NullMarked;
