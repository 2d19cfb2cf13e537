import { hasHole } from "../../model/text";
import { FAILS, PREPARES, QUIET, type Command } from "../process";
import { edit } from "./edit";
import { at, parted } from "./files";

type Change = (text: string) => string | null;
type Meant = (line: string) => boolean;

/** The text without the entries that are meant: a line that begins with a space goes on with the one before. */
function without(text: string, isMeant: Meant): string {
  let meant = false;
  const kept = text.split("\n").filter((line) => {
    if (/^\s*(#|$)/.test(line)) return true;
    if (!/^\s/.test(line)) meant = isMeant(line);
    return !meant;
  });
  return kept.join("\n");
}

const put = (text: string, isMeant: Meant, entry: string): string => `${without(text, isMeant).replace(/(.)\n*$/, "$1\n")}${entry}\n`;

const parameter =
  (name: string): Meant =>
  (line) =>
    line.split("=")[0]?.trim() === name;

/** `SERVICE/TYPE`, with `*` for all. */
function service(name: string): Meant {
  const wanted = name.split("/");
  return (line) => {
    const words = line.trim().split(/\s+/);
    return wanted.every((one, index) => one === "*" || one === words[index]);
  };
}

/**
 * Edits main.cf, and with `-M` the services of master.cf; `-F` the fields of one, of which the first two tell its socket, and `-P` its
 * parameters, which do not. What is asked without a value is printed. https://www.postfix.org/postconf.1.html
 */
export const postconf: Command = (process) => {
  const { operands, options } = parted(process, "-c -C -o");
  const letters = [...options.keys()].join("");
  const removes = /[X#]/.test(letters);
  if (!removes && !letters.includes("e") && !operands.some((operand) => operand.includes("="))) return PREPARES;
  const changes = operands.map((operand): Change | null => {
    const [name = "", ...rest] = operand.split("=");
    const [key, value] = [name.trim(), rest.join("=").trim()];
    const isMeant = letters.includes("M") ? service(key) : parameter(key);
    if (hasHole(name)) return () => null;
    if (letters.includes("P")) return (text) => text;
    if (letters.includes("F")) return (text) => (/\/(service|type)$/.test(key) ? null : text);
    if (removes) return (text) => without(text, isMeant);
    if (rest.length === 0 || value.includes("\n")) return null;
    return (text) => put(text, isMeant, letters.includes("M") ? value : `${key} = ${value}`);
  });
  const followed = changes.filter((change) => change !== null);
  if (followed.length < changes.length) return FAILS;
  const folder = options.get("-c") ?? process.environment.values.get("MAIL_CONFIG") ?? "/etc/postfix";
  const file = at(process, `${folder}/${/[MFP]/.test(letters) ? "master.cf" : "main.cf"}`);
  for (const change of followed) edit(process.world.files, file, change);
  return QUIET;
};
