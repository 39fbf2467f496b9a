package dev.understudy.recovery.preflight;

/**
 * What stands against a promotion.
 *
 * @param reason in words
 * @param firm whether nobody can set it aside
 */
public record Objection(String reason, boolean firm) {}
