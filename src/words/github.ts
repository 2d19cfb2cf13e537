/** The titles of annotations that belong to no finding. */
export const ANNOTATION = {
  unread: "quadzero: an input could not be read",
  unknown: (what: string): string => `not known before deployment: ${what}`,
  about: (label: string): string => `quadzero: ${label}`,
} as const;
