package dev.understudy.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Where a service answers over HTTP.
 *
 * @param host the address to listen on; 127.0.0.1 if not given
 * @param port 0 takes a free one
 */
public record HttpConfig(@Nullable String host, int port) {

    public HttpConfig {
        host = host == null ? "127.0.0.1" : host;
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    public static HttpConfig onPort(int port) {
        return new HttpConfig(null, port);
    }
}
