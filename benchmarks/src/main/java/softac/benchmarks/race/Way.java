package softac.benchmarks.race;

import java.util.function.DoubleSupplier;

/**
 * One way to do a contender's work; where there are several, the fastest one races.
 *
 * @param name a word
 * @param burst does some of the work and returns how much, in updates or in floating point operations
 */
public record Way(String name, DoubleSupplier burst) {}
