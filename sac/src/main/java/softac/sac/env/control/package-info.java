/** Systems whose optimal policies are known: linear ones with quadratic costs in closed form, a smooth one by quadrature. */
@NullMarked
package softac.sac.env.control;

import org.jspecify.annotations.NullMarked;
