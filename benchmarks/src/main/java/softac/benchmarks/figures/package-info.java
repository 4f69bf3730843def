/** The figures of the book, drawn by the code that it describes. */
@NullMarked
package softac.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
