package dev.understudy.cli.quickstart;

import dev.understudy.runtime.config.ClusterConfig.Durability;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For {@code --durability}. */
public final class DurabilityConverter implements ITypeConverter<Durability> {

    @Override
    public Durability convert(String text) {
        try {
            return Durability.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
