/**
 * Faults drawn from a seed, one after the other, on a whole system under load; after each one every promise is looked at. What is drawn is
 * pure ({@link dev.understudy.cli.drill.Round}), and so is what a certificate has to say.
 */
@NullMarked
package dev.understudy.cli.drill;

import org.jspecify.annotations.NullMarked;
