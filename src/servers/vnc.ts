import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { HOLE, hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, basename, unreadOptions } from "./arguments";
import { inHome } from "./home";
import { parseOptions } from "./options";
import { NOTHING, serve, type Bind } from "./served";
import { readFile } from "./setting";

/** Of Debian's script, which is local unless it says otherwise. `vncserver` is that, or another one, which is not. */
const FILES = ["/etc/tigervnc/vncserver-config-defaults", "/etc/tigervnc/vncserver-config-mandatory"];

/** What it would be without an option; of the script of Debian what its files leave of that. */
function usual(invocation: Invocation, program: string, security: boolean): { host: string; doubts: readonly LaunchUnknown[] } {
  if (program === "vncserver") return { host: HOLE, doubts: [] };
  if (program !== "tigervncserver") return { host: "*", doubts: [] };
  const files = [...FILES, inHome(invocation, ".vnc/tigervnc.conf")].map((name) => readFile(invocation, name));
  const isSet = security || files.some(({ text }) => /^\s*\$(localhost|SecurityTypes)\b/m.test(text ?? ""));
  return { host: isSet ? HOLE : "localhost", doubts: files.flatMap(({ doubts }) => doubts) };
}

/** A display `:7` is the port 5907. */
export const server: Server = {
  name: "vnc",
  programs: ["Xvnc", "Xtigervnc", "Xtightvnc", "vncserver", "tigervncserver", "tightvncserver"],
  manual: "https://tigervnc.org/doc/Xvnc.html",
  background: ({ argv }) => (/^X/.test(basename(argv[0] ?? "")) ? false : !argv.includes("-fg")),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given, operands } = parseOptions(args, {
      style: "plain",
      options: {
        port: { names: ["-rfbport"] },
        host: { names: ["-interface"] },
        security: { names: ["-SecurityTypes"] },
        once: { names: ["-kill", "-list", "-help", "-version", "-inetd"], takes: "none" },
      },
      taking: "-geometry -depth -desktop -name -rfbauth -PasswordFile -xstartup -pixelformat -auth -fp -dpi",
    });
    if (given.once.length > 0) return NOTHING;
    const program = basename(invocation.argv[0] ?? "");
    const display = args.find((argument) => /^:\d+$/.test(argument));
    // Alone, with a value that may follow, or attached to it.
    const at = args.findIndex((argument) => /^-localhost(=|$)/.test(argument));
    const value = at < 0 ? "no" : (/=(.*)$/.exec(args[at] ?? "")?.[1] ?? args[at + 1] ?? "");
    const isOff = /^(no|0|false|off)$/i.test(value);
    const [host, port] = [given.host.at(-1), given.port.at(-1)];
    const otherwise = at < 0 ? usual(invocation, program, given.security.length > 0) : { host: isOff ? "*" : "localhost", doubts: [] };
    const local = at < 0 ? "" : [args[at], ...(/^\w+$/.test(value) && args[at + 1] === value ? [value] : [])].join(" ");
    const says = [display, local, host?.says, port?.says].filter((text) => text !== undefined && text !== "").join(" ");
    const bind: Bind = {
      host: hasHole(value) ? HOLE : otherwise.host === "localhost" ? "localhost" : (host?.value ?? otherwise.host),
      port: port?.value ?? (display === undefined ? null : 5900 + Number(display.slice(1))),
      says,
      from: says === "" ? "default" : "command",
    };
    const odd = operands.some(hasHole) ? [unseen.argument(program)] : [];
    return serve("vnc", PASSIVE, [bind], [...otherwise.doubts, ...odd, ...unreadOptions(args, program)]);
  },
  examples: [
    { argv: ["Xvnc", ":7", "-SecurityTypes", "None"], listens: ["tcp * 5907"] },
    { argv: ["Xtigervnc", ":8", "-rfbport", "5999", "-localhost"], listens: ["tcp localhost 5999"] },
    { argv: ["Xtigervnc", ":9", "-interface", "10.0.0.9", "-localhost=0"], listens: ["tcp 10.0.0.9 5909"] },
    { argv: ["tigervncserver", ":1"], listens: ["tcp localhost 5901"] },
    { argv: ["tigervncserver", ":1", "-localhost", "no"], listens: ["tcp * 5901"] },
    { argv: ["tigervncserver", ":3", "-SecurityTypes", "TLSVnc"], listens: ["? tcp ? 5903"] },
    { argv: ["vncserver", ":2", "-geometry", "1024x768"], listens: ["? tcp ? 5902"] },
    { argv: ["vncserver", "-kill", ":2"], listens: [] },
  ],
};
