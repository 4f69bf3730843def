/** The tasks by name. */
@NullMarked
package softac.sac.env.registry;

import org.jspecify.annotations.NullMarked;
