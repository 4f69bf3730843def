/** Measurements: what the learning reaches and what an update costs. Nobody depends on this module. */
@NullMarked
package softac.benchmarks;

import org.jspecify.annotations.NullMarked;
