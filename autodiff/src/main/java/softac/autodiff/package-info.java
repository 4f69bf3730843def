/**
 * Reverse-mode automatic differentiation: {@link softac.autodiff.Tape} records operations as they are computed,
 * {@link softac.autodiff.Op} is an operation as its formula, {@link softac.autodiff.Ops} the table of them.
 *
 * <p>Notation: capital letters are matrices, {@code ȳ} is the gradient of the loss with respect to y, and
 * {@code x̄ += …} is what an operation hands on to its argument.
 */
@NullMarked
package softac.autodiff;

import org.jspecify.annotations.NullMarked;
