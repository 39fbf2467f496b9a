/** What another configuration of a detector would have said of what came through the topics. */
@NullMarked
package dev.understudy.cli.backtest;

import org.jspecify.annotations.NullMarked;
