import { portsSaid } from "./ports";

type Ports = readonly (readonly [number, number])[] | null;

/** What a tunnel does, in words that may be shown. @param ports null: any */
export const carries = (process: string, ports: Ports): string =>
  `${process} carries ${ports === null ? "ports that nobody has shown" : `port ${portsSaid(null, ports)}`} to the world, past the security groups`;

/** What of it is not known. */
export const whoComes = (process: string, ports: Ports): { what: string; why: string } => ({
  what: `who comes through ${process}`,
  why: carries("it", ports),
});
