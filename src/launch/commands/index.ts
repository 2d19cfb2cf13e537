import type { Command } from "../process";
import { BRINGING_COMMANDS } from "./bring";
import { CERTIFICATE_COMMANDS } from "./certbot";
import { compose } from "./compose";
import { DEBCONF_COMMANDS } from "./debconf";
import { DOCKER_COMMANDS } from "./docker";
import { ENABLE_COMMANDS } from "./enable";
import { FILE_COMMANDS } from "./files";
import { FIND_COMMANDS } from "./find";
import { FIREWALL_COMMANDS } from "./firewall";
import { KILL_COMMANDS } from "./kill";
import { NETWORK_COMMANDS } from "./network";
import { PACKAGE_COMMANDS } from "./packages";
import { PIP_COMMANDS } from "./pip";
import { postconf } from "./postconf";
import { REBOOT_COMMANDS } from "./reboot";
import { SCRIPT_COMMANDS } from "./scripts";
import { SERVICE_COMMANDS } from "./services";
import { SUPERVISOR_COMMANDS } from "./supervisors";
import { TERMINAL_COMMANDS } from "./terminals";
import { FILTERS } from "./filters";
import { PRINTERS } from "./print";
import { USER_COMMANDS } from "./users";

/** Commands that quadzero follows, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  ...FILTERS,
  ...PRINTERS,
  ...FILE_COMMANDS,
  ...BRINGING_COMMANDS,
  ...FIND_COMMANDS,
  ...ENABLE_COMMANDS,
  ...KILL_COMMANDS,
  ...NETWORK_COMMANDS,
  ...CERTIFICATE_COMMANDS,
  ...FIREWALL_COMMANDS,
  ...DEBCONF_COMMANDS,
  ...PACKAGE_COMMANDS,
  ...PIP_COMMANDS,
  ...REBOOT_COMMANDS,
  ...SERVICE_COMMANDS,
  ...SCRIPT_COMMANDS,
  ...SUPERVISOR_COMMANDS,
  ...TERMINAL_COMMANDS,
  ...USER_COMMANDS,
  ...DOCKER_COMMANDS,
  postconf,
  "docker-compose": compose,
  "podman-compose": compose,
};
