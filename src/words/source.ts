import { listed } from "./report";

/** What is wrong with the files of a program; each begins with the place, or the thing. */
export const PROBLEMS = {
  unreadable: (uri: string): string => `${uri}: this file cannot be read as text in UTF-8; lines of what it holds are not told`,
  unclosed: (place: string): string =>
    `${place}: what begins here is not closed before the end of the file; lines of what follows may not be told`,
  unexpected: (place: string): string => `${place}: this is not Terraform's language; lines of the block around it are not told`,
  "too deep": (place: string): string => `${place}: this is nested too deep to be read; lines of the block around it are not told`,
  twice: (address: string, first: string, again: string): string =>
    `${address} is written twice, in ${first} and in ${again}; the lines told are those of the first`,
  modules: (uri: string): string => `${uri}: this is not what terraform init writes; run it again, so that fetched modules are found`,
} as const;

/** Resources that findings name and no file has. */
export const notInSource = (folder: string, addresses: readonly string[], of: number): string =>
  `${listed(addresses, 3)}: not written in ${folder} (${String(addresses.length)} of ${String(of)} that findings name); --source takes the folder of the root module that the plan was made in`;
