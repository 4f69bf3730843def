/** Gymnasium's classic control tasks. */
@NullMarked
package softac.sac.env.classic;

import org.jspecify.annotations.NullMarked;
