/**
 * {@code understudy.yaml}: read once, checked whole, every problem reported in one line.
 *
 * <p>The sections {@code kafka}, {@code clusters} and {@code services} are shared by all services and live here; a section
 * named for a service belongs to that service, as one record validated in its compact constructor.
 */
@NullMarked
package dev.understudy.runtime.config;

import org.jspecify.annotations.NullMarked;
