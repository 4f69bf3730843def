/** Training, evaluation and files: the convenience around the agents. */
@NullMarked
package softac.sac.train;

import org.jspecify.annotations.NullMarked;
