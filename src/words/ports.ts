type Range = readonly [first: number, last: number];

/** `80`, `8000-8010` */
export const rangeText = ([first, last]: Range): string => (first === last ? String(first) : `${String(first)}-${String(last)}`);

/** As a configuration takes it: a number, or a text in quotes. @param protocol `/udp`, or nothing */
export const yamlPorts = (range: Range, protocol: string): string =>
  protocol === "" && range[0] === range[1] ? rangeText(range) : JSON.stringify(`${rangeText(range)}${protocol}`);

/** What a port is to a reader: `tcp 5001`, `tcp 8000-8100, 9000`. */
export const portsSaid = (protocol: string | number | null, ports: readonly Range[]): string => {
  const ranges = ports.map(rangeText);
  const all = ports.length === 1 && ports[0]?.[0] === 0 && ports[0][1] === 65535;
  if (all) return ["any", protocol === null ? "" : String(protocol), "port"].filter((text) => text !== "").join(" ");
  const shown = ranges.length > 6 ? `${ranges.slice(0, 5).join(", ")} and ${String(ranges.length - 5)} more` : ranges.join(", ");
  return [protocol === null ? "" : String(protocol), shown].filter((text) => text !== "").join(" ");
};
