package dev.understudy.recovery.verify;

import dev.understudy.engine.Engine;

/**
 * What is compared.
 *
 * @param cluster whose changelog is followed into the standby
 * @param engine of both
 * @param primary the writer
 * @param standby what follows it
 */
public record Subject(String cluster, Engine engine, Side primary, Side standby) {}
