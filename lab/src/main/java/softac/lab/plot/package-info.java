/** Pictures. */
@NullMarked
package softac.lab.plot;

import org.jspecify.annotations.NullMarked;
