package softac.lab;

/** Steps per second over the last three to six seconds, so that what is slow only now is seen, and what was, forgotten. */
final class Speed {
    private static final long WINDOW = 3_000_000_000L;
    private static final long TOO_SHORT = 500_000_000L;

    private long fromStep;
    private long fromTime;
    private long middleStep;
    private long middleTime;
    private long step;
    private long time;

    Speed(long now) {
        fromTime = now;
        middleTime = now;
        time = now;
    }

    /** Notes that so many steps are done at that time, in nanoseconds. */
    void mark(long steps, long now) {
        step = steps;
        time = now;
        if (now - middleTime >= WINDOW) {
            fromStep = middleStep;
            fromTime = middleTime;
            middleStep = steps;
            middleTime = now;
        }
    }

    /** NaN before half a second has passed. */
    double stepsPerSecond() {
        return time - fromTime < TOO_SHORT ? Double.NaN : (step - fromStep) * 1e9 / (time - fromTime);
    }
}
