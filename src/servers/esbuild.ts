import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, serve } from "./served";
import { decide, fallback, last, option } from "./setting";

/** It listens where `--serve` or `--servedir` is given, in IPv4 alone. */
export const server: Server = {
  name: "esbuild",
  programs: ["esbuild"],
  manual: "https://esbuild.github.io/api/#serve",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { serve: { names: ["--serve"], takes: "none" }, directory: { names: ["--servedir"], takes: "none" } },
    });
    if (parsed.given.serve.length + parsed.given.directory.length === 0) return NOTHING;
    const where = last(option(parsed, "serve"));
    const { said } = decide({ ...where, said: where.said.filter(({ value }) => value !== "") }, fallback("0.0.0.0:8000"));
    return serve(
      "esbuild",
      LIBC,
      said.map((one) => endpoint(one, { host: "0.0.0.0", port: "8000", bare: "port" })),
    );
  },
  examples: [
    { argv: ["esbuild", "--servedir=."], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["esbuild", "--serve=127.0.0.1:8001", "--bundle", "a.js"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["esbuild", "--bundle", "a.js"], listens: [] },
  ],
};
