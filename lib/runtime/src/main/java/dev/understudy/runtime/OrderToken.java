package dev.understudy.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The token that a person's orders carry: {@code Authorization: Bearer TOKEN}.
 *
 * @param file holds it, read at each order; null where no order is taken
 */
public record OrderToken(@Nullable String file) {

    private static final String SCHEME = "Bearer ";

    /**
     * Whether a request carries it. An empty token is none.
     *
     * @param authorization the request's header
     * @throws IOException where the file cannot be read
     */
    public boolean isIn(@Nullable String authorization) throws IOException {
        if (file == null || authorization == null || !authorization.startsWith(SCHEME)) {
            return false;
        }
        byte[] token = Files.readString(Path.of(file)).strip().getBytes(UTF_8);
        // In constant time: how far two tokens agree must not show.
        return token.length > 0
                && MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
