package dev.understudy.agent.memory;

import dev.understudy.events.Epoch;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an agent never forgets.
 *
 * @param highest the highest epoch that it ever saw
 * @param fenced the highest epoch in which its own node was fenced; {@link Epoch#NONE} if never
 * @param bootId the last start of the server that it followed; null if none
 * @param lastTail the last command to ship a tail that was answered; null if none
 */
public record Remembered(
        Epoch highest,
        Epoch fenced,
        @Nullable String bootId,
        @Nullable String lastTail) {

    public static final Remembered NOTHING = new Remembered(Epoch.NONE, Epoch.NONE, null, null);

    /** With an epoch that was seen; a lower one changes nothing. */
    public Remembered seen(Epoch epoch) {
        return highest.isOlderThan(epoch) ? new Remembered(epoch, fenced, bootId, lastTail) : this;
    }

    /** With a fence of the own node; a lower one changes nothing. */
    public Remembered fenced(Epoch epoch) {
        return fenced.isOlderThan(epoch) ? new Remembered(highest, epoch, bootId, lastTail).seen(epoch) : seen(epoch);
    }

    public Remembered boot(String newBootId) {
        return newBootId.equals(bootId) ? this : new Remembered(highest, fenced, newBootId, lastTail);
    }

    public Remembered shipped(String commandId) {
        return new Remembered(highest, fenced, bootId, commandId);
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("epoch", highest.toString());
        properties.setProperty("fenced", fenced.toString());
        if (bootId != null) {
            properties.setProperty("boot", bootId);
        }
        if (lastTail != null) {
            properties.setProperty("tail", lastTail);
        }
        return properties;
    }

    /**
     * @throws IllegalArgumentException where a value is no epoch
     */
    static Remembered of(Properties properties) {
        return new Remembered(
                Epoch.of(Long.parseLong(properties.getProperty("epoch", "0"))),
                Epoch.of(Long.parseLong(properties.getProperty("fenced", "0"))),
                properties.getProperty("boot"),
                properties.getProperty("tail"));
    }
}
