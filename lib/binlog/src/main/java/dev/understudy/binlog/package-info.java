/**
 * Binlog events as MySQL and MariaDB write them, as far as it takes to tell transactions apart: who wrote one, where it begins and
 * where it ends. Pure: it reads bytes that others bring.
 */
@NullMarked
package dev.understudy.binlog;

import org.jspecify.annotations.NullMarked;
