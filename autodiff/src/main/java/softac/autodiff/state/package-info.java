/** State is listed once: hashing, saving and loading are visitors of the same list of named pieces. */
@NullMarked
package softac.autodiff.state;

import org.jspecify.annotations.NullMarked;
