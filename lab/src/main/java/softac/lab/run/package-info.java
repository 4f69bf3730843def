/** A run: its settings, the agent and trainer they describe, and the folder it leaves behind. */
@NullMarked
package softac.lab.run;

import org.jspecify.annotations.NullMarked;
