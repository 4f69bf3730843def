/**
 * Files: state written to disk and read back, with nothing executable in between.
 *
 * <p>{@link softac.sac.train.file.SafeTensors} is the format, named tensors and words; {@link
 * softac.sac.train.file.Checkpoint} the whole state of a run in it; {@link softac.sac.train.file.StateHash} the SHA-256
 * of a state; {@link softac.sac.train.file.AtomicFile} the way every file reaches the disk. What to write is never
 * listed here: it is whatever a {@link softac.autodiff.state.Stateful} lists.
 *
 * <p>Reading is strict and total. Whatever the bytes, the outcome is the content or a {@link
 * softac.sac.train.file.BadFileException} with one line that says which file, what is wrong and what was expected;
 * memory is bounded by what the caller expects, never by a number found in the file.
 */
@NullMarked
package softac.sac.train.file;

import org.jspecify.annotations.NullMarked;
