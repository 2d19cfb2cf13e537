/**
 * Stands in a text for a part that is not known before deployment (`gunicorn -b 0.0.0.0:<HOLE>`), so that what is known around
 * it keeps its meaning. U+FFFC, OBJECT REPLACEMENT CHARACTER: in no command, address or file that people write.
 */
export const HOLE = "\uFFFC";

/** Before what is printed only where something is found: there may be no text at all. U+2060, WORD JOINER, is not seen. */
export const IF_ANY = `${HOLE}\u2060`;

export const hasHole = (text: string): boolean => text.includes(HOLE);

/** A line of which nothing is known: it may be several, or none. */
export const isHole = (line: string): boolean => line.trim() === HOLE;

/**
 * What a script, or a template of a configuration, learns of its host when it asks for an address. They are addresses that no host
 * has, so that every server takes them for one that is given: 240.0.0.0/4 is reserved (RFC 1112 section 4), 100::/64 is discarded (RFC 6666).
 */
export const OWN = { private: "240.86.13.1", public: "240.86.13.2", ipv6: "100::8613:1" } as const;
