import { packagesOf, provide } from "../packaged";
import { PREPARES, type Command } from "../process";
import { homes } from "../user";

/** The name in what is asked for: `jupyterlab==4.1`, `jupyter[all]>=1`, `notebook<8`. https://peps.python.org/pep-0508/ */
const nameIn = (asked: string): string => /^[\w.-]+/.exec(asked)?.[0].toLowerCase().replace(/[._]/g, "-") ?? "";

/** A package that is new has only the settings that somebody writes afterwards, in no home either. */
export const pip: Command = (process) => {
  const { files } = process.world;
  const words = process.argv.slice(1).filter((arg) => !arg.startsWith("-"));
  const verb = words.findIndex((word) => /^(install|inject|add|create)$/.test(word));
  const asked = verb < 0 ? [] : words.slice(verb + 1).map(nameIn);
  for (const packaged of asked.flatMap(packagesOf).filter(({ family }) => family === "pip")) {
    const places = Object.entries(packaged.files).flatMap(([path, text]) =>
      (path.startsWith("~/") ? homes(files).map((home) => path.replace("~", home)) : [path]).map((place) => [place, text] as const),
    );
    provide(files, { ...packaged, files: Object.fromEntries(places) }, false);
  }
  return PREPARES;
};

export const PIP_COMMANDS: Readonly<Record<string, Command>> = { pip, pip2: pip, pip3: pip };
