import type { Command } from "../process";
import { DOCKER_COMMANDS } from "./docker";
import { FILE_COMMANDS } from "./files";
import { PACKAGE_COMMANDS } from "./packages";
import { SCRIPT_COMMANDS } from "./scripts";
import { SERVICE_COMMANDS } from "./services";
import { TEXT_COMMANDS } from "./text";

/** Commands that quadzero follows, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  ...TEXT_COMMANDS,
  ...FILE_COMMANDS,
  ...PACKAGE_COMMANDS,
  ...SERVICE_COMMANDS,
  ...SCRIPT_COMMANDS,
  ...DOCKER_COMMANDS,
};
