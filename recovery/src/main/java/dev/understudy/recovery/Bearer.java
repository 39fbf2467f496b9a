package dev.understudy.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may order something: whoever carries the token.
 *
 * @param tokenFile a file with it, read at each order; null where no order is taken
 */
record Bearer(@Nullable String tokenFile) {

    private static final String SCHEME = "Bearer ";

    /** Whether the request carries it; where it does not, it is answered. */
    boolean isLetIn(Context context) throws IOException {
        if (carries(context.header("Authorization"))) {
            return true;
        }
        context.status(401).result("orders need the token in recovery.tokenFile\n");
        return false;
    }

    private boolean carries(@Nullable String header) throws IOException {
        if (tokenFile == null || header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        byte[] token = Files.readString(Path.of(tokenFile)).strip().getBytes(UTF_8);
        // In constant time: how far two tokens agree must not show.
        return token.length > 0
                && MessageDigest.isEqual(
                        token, header.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
