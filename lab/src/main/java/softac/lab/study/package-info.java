/** Experiments that a test asserts and a figure shows: agents beside exact solutions, estimators beside quadrature. */
@NullMarked
package softac.lab.study;

import org.jspecify.annotations.NullMarked;
