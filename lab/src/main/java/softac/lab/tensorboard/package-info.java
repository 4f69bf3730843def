/** Event files for TensorBoard. */
@NullMarked
package softac.lab.tensorboard;

import org.jspecify.annotations.NullMarked;
