/** What it costs to be watched. */
@NullMarked
package softac.benchmarks.watching;

import org.jspecify.annotations.NullMarked;
