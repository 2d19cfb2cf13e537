import type { Environment } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { unseen } from "../words/servers";

/**
 * A socket that a program takes over, open already: nobody can tell what it answers, unless systemd opened it, whose unit is told by
 * itself. https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html
 */
export const inherited = (program: string, { values }: Environment): readonly LaunchUnknown[] =>
  values.has("LISTEN_FDS") ? [] : [unseen.program(program, "it takes over a socket that is open already, and nobody has shown whose")];
