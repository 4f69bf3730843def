/**
 * The command line: {@link softac.lab.Main} and one class a command. What a run is stands in {@code softac.lab.run}, so
 * that other programs can start one too.
 */
@NullMarked
package softac.lab;

import org.jspecify.annotations.NullMarked;
