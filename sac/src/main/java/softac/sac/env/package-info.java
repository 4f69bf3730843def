/**
 * What an agent acts upon: {@link softac.sac.env.Environment}, its spaces ({@link softac.sac.env.Box}), what a step
 * returns ({@link softac.sac.env.Step}) and the wrappers. The semantics are Gymnasium's; the tasks stand in
 * sub-packages, their names in {@code softac.sac.env.registry}.
 */
@NullMarked
package softac.sac.env;

import org.jspecify.annotations.NullMarked;
