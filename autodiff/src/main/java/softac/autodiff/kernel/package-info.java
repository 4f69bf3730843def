/**
 * The few dozen loops over matrices on which everything else stands, in two precisions.
 *
 * <p>This is the only package that touches the arrays inside EJML's matrices. Its bits are a contract: every element of
 * a product is one chain of fused multiply-adds in ascending inner index, begun from the bias or from the value added
 * to; every sum runs in double precision over ascending rows, then columns. So a kernel family may be rewritten for
 * lanes, tiles or threads as long as the bits stay.
 */
@NullMarked
package softac.autodiff.kernel;

import org.jspecify.annotations.NullMarked;
