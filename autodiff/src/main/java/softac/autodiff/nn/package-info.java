/** Networks: affine layers, multilayer perceptrons and how their parameters begin. */
@NullMarked
package softac.autodiff.nn;

import org.jspecify.annotations.NullMarked;
