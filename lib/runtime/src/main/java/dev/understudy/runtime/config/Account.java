package dev.understudy.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A database account. The password stands in a file or in an environment variable, never in {@code understudy.yaml}.
 *
 * @param user the account's name
 * @param passwordFile a file whose first line is the password
 * @param passwordEnv an environment variable that holds it
 */
public record Account(
        String user,
        @Nullable String passwordFile,
        @Nullable String passwordEnv) {

    public Account {
        if (user == null || user.isBlank()) {
            throw new IllegalArgumentException("user is missing");
        }
        if (passwordFile != null && passwordEnv != null) {
            throw new IllegalArgumentException("passwordFile and passwordEnv: only one of them");
        }
    }

    /**
     * Reads the password, afresh each time, so that it can be rotated.
     *
     * @throws ConfigurationException where the file cannot be read or the variable is not set
     */
    public String password() {
        if (passwordEnv != null) {
            String value = System.getenv(passwordEnv);
            if (value == null) {
                throw new ConfigurationException(
                        "the password of " + user + ": the variable " + passwordEnv + " is not set");
            }
            return value;
        }
        if (passwordFile == null) {
            return "";
        }
        try {
            return Files.readString(Path.of(passwordFile), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new ConfigurationException("the password of " + user + ": cannot read " + passwordFile);
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
