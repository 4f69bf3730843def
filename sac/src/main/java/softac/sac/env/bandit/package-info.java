/** Tasks of a single step. */
@NullMarked
package softac.sac.env.bandit;

import org.jspecify.annotations.NullMarked;
