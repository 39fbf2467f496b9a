@NullMarked
package dev.understudy.orders;

import org.jspecify.annotations.NullMarked;
