const stacks = (count: number): string => `${String(count)} ${count === 1 ? "stack" : "stacks"}`;

/** The option of the command line that shows other stacks. */
export const WITH_OPTION = "--with";

/** On comparing with an earlier input. */
export const STACKS = {
  count: (earlier: number, now: number) =>
    `--against tells of ${stacks(earlier)} and the inputs of ${stacks(now)}; give as many of both, in the same order`,
  opensHere: (path: string) => `of this stack, what ${path} opens is judged, and nothing else`,
  isOther: (stack: string, earlier: string) =>
    `${stack} is compared with ${earlier}, another stack, which --against names: what counts as open before this change was open there`,
  isNew: (stack: string) => `${stack} is not in what --against tells: all that it exposes is new`,
  isGone: (stack: string) => `${stack} is in what --against tells and not among the inputs: what it exposed was not compared`,
} as const;
