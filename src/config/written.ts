import type { Location } from "../model/report";

/** A configuration as it is written, each value with its place. */
export type Written = Place & (Scalar | List | Map);

export interface Place {
  /** `quadzero.yaml:9:7`; in an object `config.stacks["prod"].allow[0]`. */
  readonly where: string;
  /** Null in an object. */
  readonly location: Location | null;
}

interface Scalar {
  readonly is: "scalar";
  readonly value: string | number | boolean | null;
}

interface List {
  readonly is: "list";
  readonly items: readonly Written[];
}

export interface Map {
  readonly is: "map";
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  /** The key's own place. */
  readonly at: Place;
  readonly value: Written;
}

/** Null and absent are the same: nothing is said. */
export const isNothing = (written: Written | undefined): written is undefined =>
  written === undefined || (written.is === "scalar" && written.value === null);

export const memberOf = (written: Written | undefined, key: string): Written | undefined =>
  written?.is === "map" ? written.entries.find((entry) => entry.key === key)?.value : undefined;

export const entriesOf = (written: Written | undefined): readonly Entry[] => (written?.is === "map" ? written.entries : []);

export const itemsOf = (written: Written | undefined): readonly Written[] => (written?.is === "list" ? written.items : []);

/** A scalar as text; empty where there is none. */
export const textOf = (written: Written | undefined): string =>
  written?.is === "scalar" && written.value !== null ? String(written.value) : "";
