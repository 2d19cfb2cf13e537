/** The titles of annotations that belong to no finding. */
export const ANNOTATION = {
  unread: "quadzero: an input could not be read",
  about: (label: string): string => `quadzero: ${label}`,
} as const;
