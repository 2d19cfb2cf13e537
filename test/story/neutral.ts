/** A change of a program that must not change what is said of it, but for names. */
export interface Neutral {
  readonly name: string;
  /** Null where it does not apply. */
  readonly of: (plan: string) => string | null;
  /** Undoes the change of names in a report. */
  readonly back: (report: string) => string;
}

export const same = (report: string): string => report;
