/** Tasks drawn from their states, and animations of episodes. */
@NullMarked
package softac.lab.scene;

import org.jspecify.annotations.NullMarked;
