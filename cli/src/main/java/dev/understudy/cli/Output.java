package dev.understudy.cli;

/** How a command writes what it found. */
public enum Output {
    TABLE,
    JSON
}
