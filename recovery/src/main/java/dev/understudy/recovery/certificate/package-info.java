/**
 * The document that says what became of a fail-over's transactions. {@link dev.understudy.recovery.certificate.Certificate} is pure and
 * claims no more than the plan's records show; {@link dev.understudy.recovery.certificate.Signatures} signs it and checks it.
 */
@NullMarked
package dev.understudy.recovery.certificate;

import org.jspecify.annotations.NullMarked;
