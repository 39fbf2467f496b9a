@NullMarked
package dev.understudy.recovery;

import org.jspecify.annotations.NullMarked;
