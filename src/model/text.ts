/**
 * Stands in a text for a part that is not known before deployment (`gunicorn -b 0.0.0.0:<HOLE>`), so that what is known around
 * it keeps its meaning. U+FFFC, OBJECT REPLACEMENT CHARACTER: in no command, address or file that people write.
 */
export const HOLE = "\uFFFC";

export const hasHole = (text: string): boolean => text.includes(HOLE);

/** A line of which nothing is known: it may be several, or none. */
export const isHole = (line: string): boolean => line.trim() === HOLE;
