package dev.understudy.recovery.sql;

/**
 * A value that no literal stands for: SQL that computes it.
 *
 * @param sql a scalar expression, without parameters
 */
record Expression(String sql) {}
