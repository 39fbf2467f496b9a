package dev.understudy.cli;

/** How a command writes what it found. */
enum Output {
    TABLE,
    JSON
}
