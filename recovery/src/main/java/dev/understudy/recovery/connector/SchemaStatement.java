package dev.understudy.recovery.connector;

/**
 * One statement of a schema's description.
 *
 * @param database the database it is meant for; empty for the server as a whole
 * @param ddl the statement
 */
record SchemaStatement(String database, String ddl) {}
