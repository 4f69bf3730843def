/** Linear systems with quadratic costs, whose optimal policies are known in closed form. */
@NullMarked
package softac.sac.env.control;

import org.jspecify.annotations.NullMarked;
