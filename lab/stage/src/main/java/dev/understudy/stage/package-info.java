@NullMarked
package dev.understudy.stage;

import org.jspecify.annotations.NullMarked;
