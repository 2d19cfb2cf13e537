import { QUIET, type Command, type Process } from "../process";

/** What is kept in `KIND-available` and put to use by a link in `KIND-enabled`. */
interface Kind {
  readonly folder: string;
  readonly endings: readonly string[];
}

const MODULES: Kind = { folder: "/etc/apache2/mods", endings: [".load", ".conf"] };
const SITES: Kind = { folder: "/etc/apache2/sites", endings: [".conf"] };
const CONFIGURATIONS: Kind = { folder: "/etc/apache2/conf", endings: [".conf"] };

const each = (process: Process, { folder, endings }: Kind, change: (enabled: string, available: string) => void): void => {
  for (const name of process.argv.slice(1).filter((arg) => !arg.startsWith("-"))) {
    const plain = endings.reduce((text, ending) => (text.endsWith(ending) ? text.slice(0, -ending.length) : text), name);
    for (const ending of endings) change(`${folder}-enabled/${plain}${ending}`, `${folder}-available/${plain}${ending}`);
  }
};

/** https://manpages.debian.org/a2enmod */
const enable =
  (kind: Kind): Command =>
  (process) => {
    const { files } = process.world;
    each(process, kind, (enabled, available) => {
      if (files.read(available) !== null) files.link(enabled, available);
    });
    return QUIET;
  };

const disable =
  (kind: Kind): Command =>
  (process) => {
    each(process, kind, (enabled) => {
      process.world.files.write(enabled, null);
    });
    return QUIET;
  };

export const ENABLE_COMMANDS: Readonly<Record<string, Command>> = {
  a2enmod: enable(MODULES),
  a2dismod: disable(MODULES),
  a2ensite: enable(SITES),
  a2dissite: disable(SITES),
  a2enconf: enable(CONFIGURATIONS),
  a2disconf: disable(CONFIGURATIONS),
};
