/** The SAC-v2 update written with DJL's NDArray and automatic differentiation on libtorch. */
@NullMarked
package softac.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
