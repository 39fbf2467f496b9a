package dev.understudy.detector.watch;

/**
 * Names a node.
 *
 * @param scope its cluster or service
 * @param node its name
 */
public record NodeKey(String scope, String node) {}
