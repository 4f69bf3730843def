package com.example.thermostat;

import java.util.random.RandomGenerator;

/**
 * A room on a cold day, with a heater and a window. It knows nothing of learning: it is the host's own simulation, as a
 * game or a building has it.
 *
 * <pre>T ← T + Δt (k (1 + w) (T_out − T) + h),   heater h in [0, 6] °C per hour, window w in [0, 3], Δt a quarter of an hour</pre>
 */
final class Room {
    static final double[] LEAST = {0, 0}; // heater, window
    static final double[] MOST = {6, 3};

    private static final double HOURS = 0.25;
    private static final double LEAK = 0.2; // per hour
    private static final double WANTED = 21;

    private final RandomGenerator weather;
    private double inside;
    private double outside;

    Room(RandomGenerator weather) {
        this.weather = weather;
        newDay();
    }

    void newDay() {
        outside = weather.nextDouble(-10, 15);
        inside = weather.nextDouble(5, 35);
    }

    /** What the controller sees. */
    void sense(double[] observation) {
        observation[0] = (inside - WANTED) / 10;
        observation[1] = outside / 10;
    }

    /** A quarter of an hour passes; returns minus the discomfort and the bill. */
    double live(double heater, double window) {
        inside += HOURS * (LEAK * (1 + window) * (outside - inside) + heater);
        double cold = (inside - WANTED) / 10;
        return -cold * cold - 0.001 * heater;
    }

    /** Frozen pipes: the end of the game, not of the time. */
    boolean isFrozen() {
        return inside < 0;
    }
}
