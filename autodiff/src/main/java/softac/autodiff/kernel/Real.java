package softac.autodiff.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the element type of a kernel: the one {@code double} that is a {@code float} in the other precision.
 *
 * <p>A kernel family is written once, in double, in a file named {@code …64.java} that holds the line
 * {@code // twin: 32}. The build copies it to {@code …32.java} with {@code @Real double} turned into
 * {@code @Real float}, {@code DMatrixRMaj} into {@code FMatrixRMaj}, and names that end in 64 into names that end in
 * 32 ({@code autodiff/pom.xml} has the rules). What is not marked stays double in both: hyper-parameters, scalar
 * mathematics and {@code Function}.
 *
 * <pre>{@code
 * @Real double sum = real(bias);
 * for (int k = 0; k < n; k++) sum = Math.fma(a[i + k], b[k * m + j], sum);
 * }</pre>
 *
 * <p>A double becomes an element through {@code real(x)}, which rounds in the float twin and does nothing in double: a
 * cast would be redundant there. Literals and bit tricks that differ between the precisions are constants, in the
 * classes {@code Real64} and {@code Real32} that are written by hand.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.SOURCE)
@interface Real {}
