/**
 * TLS towards a listener's clients: certificates from files, chosen by the name that a client asks for, and read again when
 * the files change.
 *
 * <p>{@code TlsConfig} is what the configuration says; {@code Identity} one certificate with its key, as read;
 * {@code Identities} all of one moment; {@code LiveTls} holds the current ones and looks at the files.
 */
@NullMarked
package dev.understudy.router.tls;

import org.jspecify.annotations.NullMarked;
