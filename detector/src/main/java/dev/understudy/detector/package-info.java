@NullMarked
package dev.understudy.detector;

import org.jspecify.annotations.NullMarked;
