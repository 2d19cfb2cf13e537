import type { Invocation, Server } from "../model/launch";
import { hasHole } from "../model/text";
import { argumentsOf } from "./arguments";
import { NOTHING } from "./served";

/** A server that opens nothing where it is given an option after which it ends. */
export const ending = (server: Server): Server => {
  const { once } = server;
  if (once === undefined) return server;
  const words = new Set(once.split(" "));
  return { ...server, listens: (invocation) => (isGiven(invocation, words) ? NOTHING : server.listens(invocation)) };
};

/** Whether one of the words is an option for sure: nothing before it may say that options are over. */
function isGiven(invocation: Invocation, words: ReadonlySet<string>): boolean {
  const args = argumentsOf(invocation);
  const at = args.findIndex((argument) => words.has(argument));
  return at >= 0 && !args.slice(0, at).some((argument) => argument === "--" || hasHole(argument[0] ?? ""));
}
