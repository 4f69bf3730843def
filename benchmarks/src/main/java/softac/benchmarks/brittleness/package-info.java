/** How much learning depends on settings: DDPG against both SACs, and the papers' ablations. */
@NullMarked
package softac.benchmarks.brittleness;

import org.jspecify.annotations.NullMarked;
