import { mounted } from "../../src/launch/files/mounts";
import type { Environment, Files, Invocation } from "../../src/model/launch";
import type { Launched, Listener, Redirect } from "../../src/model/listener";
import { HOLE } from "../../src/model/text";

const shownAddress = ({ address, ipv4, ipv6 }: Listener): string => {
  if (ipv4 === "any" && ipv6 === "any") return "*";
  if (ipv4 === "any") return "0.0.0.0";
  if (ipv6 === "any") return "[::]";
  return address.replaceAll(HOLE, "<hole>");
};

/** A socket in the words of `ss`: `tcp 0.0.0.0 8000`; a leading `?` says possible. */
export function shown(listener: Listener): string {
  const mark = listener.certainty === "possible" ? "? " : "";
  if (listener.protocol === "unix") return `${mark}unix ${listener.address}`;
  const ports =
    listener.ports?.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)).join(",") ?? "?";
  return `${mark}${listener.protocol} ${shownAddress(listener)} ${ports}`;
}

const redirected = ({ protocol, family, outer, inner, to, certain }: Redirect): string =>
  `${certain ? "" : "? "}redirect ${protocol} ${String(family)} ${outer.join("-")} -> ${to} ${inner.join("-")}`;

/** Everything that a launch leads to, one line each; `…` at the end where there may be more. */
export function summary(launched: Launched): readonly string[] {
  return [
    ...launched.listeners.map(shown),
    ...launched.redirects.map(redirected),
    ...launched.failsToStart.map(({ code }) => `fails ${code}`),
    ...launched.containers.flatMap(({ name, network, publishes, launched: inner }) => [
      `container ${name} ${network}`,
      ...publishes.map(
        ({ hostAddress, hostPorts, containerPorts, protocol }) =>
          `  publish ${protocol} ${hostAddress ?? "*"} ${hostPorts === null ? "?" : hostPorts.join("-")} -> ${containerPorts.join("-")}`,
      ),
      ...summary(inner).map((line) => `  ${line}`),
    ]),
    ...(launched.shell === undefined ? [] : ["the image's sshd", ...summary(launched.shell).map((line) => `  ${line}`)]),
    ...(launched.complete ? [] : ["…"]),
  ];
}

export const environment = (values: Readonly<Record<string, string>> = {}, complete = true): Environment => ({
  values: new Map(Object.entries(values)),
  complete,
});

/** Files by path; nothing else is there. */
export const files = (texts: Readonly<Record<string, string>> = {}): Files => ({
  read: (path) => texts[path] ?? null,
  list: (folder) => {
    const names = Object.keys(texts)
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1).split("/")[0] ?? "");
    return { names: [...new Set(names)], complete: true };
  },
});

/** Files over those of an image. */
export const over =
  (texts: Readonly<Record<string, string>>) =>
  (image: Files): Files =>
    mounted(
      Object.entries(texts).map(([target, text]) => ({ target, over: () => ({ read: () => text }) })),
      image,
    );

export const invocation = (argv: readonly string[], change: Partial<Invocation> = {}): Invocation => ({
  argv,
  environment: environment(),
  files: files(),
  cwd: "/srv/shop",
  root: true,
  ...change,
});
