import type { Environment } from "../model/launch";
import { split } from "./endpoint";
import type { Bind } from "./served";
import { variable, type Said } from "./setting";
import { splitWords } from "./words";

/** Options of the virtual machine that variables hold. */
export const optionsIn = (environment: Environment, ...names: readonly string[]): readonly Said[] =>
  names.flatMap((name) =>
    variable({ ...environment, complete: true }, name).said.flatMap((one) =>
      splitWords(one.value).map((value) => ({ value, says: `${name}=${value}`, from: "environment" as const })),
    ),
  );

/** Sockets of the virtual machine's own, whichever program it runs: the debugger's, and those by which it is managed. */
export const machineBinds = (options: readonly Said[]): readonly Bind[] =>
  [...options.flatMap(debuggers), ...managed(options)].map((bind) => ({ ...bind, ofRuntime: true }));

/** A bare port of the debugger is loopback from Java 9 on. https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html */
function debuggers({ value, from }: Said): readonly Bind[] {
  const options = /^-(?:agentlib:jdwp=|Xrunjdwp:)(.*)$/.exec(value)?.[1];
  if (options === undefined || !/(^|,)server=y/.test(options)) return [];
  const address = /(?:^|,)address=([^,]*)/.exec(options)?.[1] ?? "0";
  const { host, port } = split(address, { host: "127.0.0.1", port: "0", bare: "port" });
  const bare = host === "*" ? "0.0.0.0" : host === "" ? "127.0.0.1" : host;
  return [{ process: "java debugger", host: bare, port, says: address === "0" ? "jdwp" : `address=${address}`, from }];
}

/**
 * The registry's port, and that of the exported objects, which the kernel chooses unless it is said.
 * https://docs.oracle.com/en/java/javase/21/management/monitoring-and-management-using-jmx-technology.html
 */
function managed(options: readonly Said[]): readonly Bind[] {
  const last = (name: string): Said | undefined => {
    const start = `-Dcom.sun.management.jmxremote.${name}=`;
    const found = options.findLast(({ value }) => value.startsWith(start));
    return found === undefined ? undefined : { ...found, value: found.value.slice(start.length) };
  };
  const port = last("port");
  if (port === undefined) return [];
  const [host, objects] = [last("host"), last("rmi.port")];
  const says = [host?.says, port.says].filter((text) => text !== undefined).join(" ");
  const bind = { process: "java management (JMX)", host: host?.value ?? "0.0.0.0", says, from: port.from };
  const more = objects?.value === port.value ? [] : [{ ...bind, port: objects?.value ?? null }];
  return [{ ...bind, port: port.value }, ...more];
}
