package dev.understudy.connect;

/** A template names a placeholder that was given no value. */
public final class MissingValueException extends RuntimeException {

    MissingValueException(String template, String placeholder) {
        super(template + " needs a value for ${" + placeholder + "}");
    }
}
