/**
 * The race: the SAC-v2 update of this library and of others, in slices of a second that alternate on one machine.
 *
 * <p>Every contender and thread count is a process of its own ({@link softac.benchmarks.race.Slices} on its side,
 * {@link softac.benchmarks.race.Child} on the race's), stopped while another one runs.
 */
@NullMarked
package softac.benchmarks.race;

import org.jspecify.annotations.NullMarked;
