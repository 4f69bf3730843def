/** What the agents learn from: transitions of the past, and batches of them. */
@NullMarked
package softac.sac.replay;

import org.jspecify.annotations.NullMarked;
