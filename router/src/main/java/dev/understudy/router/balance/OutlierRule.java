package dev.understudy.router.balance;

import java.time.Duration;

/**
 * When a member is put out of the rotation for what it does to those who are sent to it.
 *
 * @param failures so many one after the other, 1 or more; 5 if not given
 * @param interval how long successes and failures are counted before the members are compared; 10s
 * @param requests whoever had fewer in the interval is not compared; 100
 * @param deviations how many standard deviations below the mean a success rate is that is not borne; 1.9
 * @param baseTime how long the first ejection lasts; each one after it so much longer; 30s
 * @param maxTime the longest; 5m
 * @param maxShare the part of the members that are ejected at most, 0 to 1; 0.5
 */
public record OutlierRule(
        Integer failures,
        Duration interval,
        Integer requests,
        Double deviations,
        Duration baseTime,
        Duration maxTime,
        Double maxShare) {

    public OutlierRule {
        failures = failures == null ? Integer.valueOf(5) : failures;
        interval = interval == null ? Duration.ofSeconds(10) : interval;
        requests = requests == null ? Integer.valueOf(100) : requests;
        deviations = deviations == null ? Double.valueOf(1.9) : deviations;
        baseTime = baseTime == null ? Duration.ofSeconds(30) : baseTime;
        maxTime = maxTime == null ? Duration.ofMinutes(5) : maxTime;
        maxShare = maxShare == null ? Double.valueOf(0.5) : maxShare;
        if (failures < 1 || requests < 1) {
            throw new IllegalArgumentException("failures and requests are 1 or more");
        }
        if (interval.toMillis() < 1 || baseTime.toMillis() < 1 || maxTime.compareTo(baseTime) < 0) {
            throw new IllegalArgumentException("interval and baseTime are 1ms or more, maxTime not less than baseTime");
        }
        if (!(deviations > 0) || !(maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("deviations is more than 0, maxShare 0 to 1");
        }
    }
}
