/** Solutions of the book's exercises. */
@NullMarked
package softac.book;

import org.jspecify.annotations.NullMarked;
