package dev.understudy.router.tls;

/** A file cannot be used. Its message is one line: which file, what is wrong, what to do; never anything of a key. */
public final class UnusableTls extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableTls(String message) {
        super(message);
    }
}
