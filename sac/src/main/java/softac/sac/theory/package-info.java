/** Exact solutions to hold agents against. */
@NullMarked
package softac.sac.theory;

import org.jspecify.annotations.NullMarked;
