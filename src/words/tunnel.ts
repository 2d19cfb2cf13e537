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

/** What a tunnel carries of a host that no place stands for. @param place the address of what runs it */
export const carriesElsewhere = (process: string, place: string, ports: Ports): string =>
  `${process} on ${place} carries ${ports === null ? "ports" : `port ${portsSaid(null, ports)}`} of a host that is not in this plan to the world`;
