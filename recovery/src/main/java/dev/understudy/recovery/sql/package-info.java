/**
 * Rows as SQL. What a standby's dictionary says of a table ({@link dev.understudy.recovery.sql.TableShape}), how a value is
 * written ({@link dev.understudy.recovery.sql.Values}), and how the rows of many transactions become few statements ({@link
 * dev.understudy.recovery.sql.RangeSql}). Pure.
 */
@NullMarked
package dev.understudy.recovery.sql;

import org.jspecify.annotations.NullMarked;
