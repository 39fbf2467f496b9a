package dev.understudy.cli.drill;

import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For {@code --only}: {@code keeper-killed} and the like. */
final class TroubleConverter implements ITypeConverter<Trouble>, Iterable<String> {

    @Override
    public Trouble convert(String text) {
        return Arrays.stream(Trouble.values())
                .filter(trouble -> trouble.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Trouble.values()).map(Trouble::toString).iterator();
    }
}
