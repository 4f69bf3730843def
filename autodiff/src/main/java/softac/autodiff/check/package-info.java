/** Is this gradient right, where is it not, and by how much. */
@NullMarked
package softac.autodiff.check;

import org.jspecify.annotations.NullMarked;
