import { instead, type Process } from "./process";
import { asUser, folderOf, isRoot, login } from "./user";
import type { Wrapper } from "./wrappers";
import { withItems } from "./xargs";

/** An option in a word, and its value where that stands in the word as well: `--user=app`, `-uapp`, `-iuapp`. */
function optionIn(word: string, taking: ReadonlySet<string>): { readonly name: string; readonly attached?: string } {
  if (taking.has(word)) return { name: word };
  if (word.startsWith("--")) {
    const [name = "", ...value] = word.split("=");
    return value.length > 0 ? { name, attached: value.join("=") } : { name };
  }
  const at = Array.from(word).findIndex((letter, index) => index > 0 && taking.has(`-${letter}`));
  if (at < 0) return { name: word.slice(0, 2) };
  return { name: `-${word[at] ?? ""}`, ...(at + 1 < word.length ? { attached: word.slice(at + 1) } : {}) };
}

/** Whether a word gives one of the options: by itself, with its value, or as a letter among others: `-i`, `--preserve-env=PATH`, `-iu`. */
function gives(word: string, options: readonly string[] | undefined, taking: ReadonlySet<string>): boolean {
  const letters = word.startsWith("--") ? [] : Array.from(word.slice(1));
  const end = letters.findIndex((letter) => taking.has(`-${letter}`));
  const own = end < 0 ? letters : letters.slice(0, end);
  return (
    options?.some((option) => option === word || word.startsWith(`${option}=`) || own.some((letter) => option === `-${letter}`)) === true
  );
}

/** What sudo sets by itself where it resets the environment, as it does unless told otherwise. https://man7.org/linux/man-pages/man5/sudoers.5.html */
const OWN = /^(PATH|HOME|USER|LOGNAME|SHELL|MAIL|TERM|LANG|LC_\w+|SUDO_\w+|HOSTNAME)$/;

/** Whether it comes back at once. @param inner what it starts */
export function isDetached({ detached }: Wrapper, { argv }: Process, inner: Process): boolean {
  if (detached === undefined || detached === true) return detached === true;
  return argv.slice(1, argv.length - inner.argv.length).some((arg) => detached.includes(arg));
}

/** What the wrapper starts; null where it starts nothing. */
export function unwrap(wrapper: Wrapper, process: Process): Process | null {
  const taking = new Set(wrapper.taking?.split(" "));
  let values = new Map(process.environment.values);
  let { complete } = process.environment;
  let { cwd, root } = process;
  let kept = wrapper.resets === undefined;
  let user = wrapper.login === undefined ? undefined : "root";
  const asked = { login: false, home: wrapper.home === true };
  let rest = process.argv.slice(1);

  const options = (): void => {
    for (let word = rest[0]; word !== undefined && /^-/.test(word); word = rest[0]) {
      if (word === "--") {
        rest = rest.slice(1);
        return;
      }
      if (wrapper.splits?.includes(word) === true) {
        rest = [...(rest[1] ?? "").split(/\s+/), ...rest.slice(2)];
        return;
      }
      const { name, attached } = optionIn(word, taking);
      if (wrapper.lines?.includes(name) === true) {
        rest = ["sh", "-c", attached ?? rest[1] ?? ""];
        return;
      }
      const takes = taking.has(name);
      const value = attached ?? rest[1];
      kept ||= gives(word, wrapper.resets, taking);
      asked.login ||= gives(word, wrapper.login, taking);
      asked.home ||= wrapper.home !== true && gives(word, wrapper.home, taking);
      if (wrapper.clears?.includes(word) === true) {
        values.clear();
        complete = true;
      }
      if (takes && value !== undefined) {
        if (wrapper.unsets?.includes(name) === true) values.delete(value);
        if (wrapper.folder?.includes(name) === true) cwd = value.startsWith("/") ? value : null;
        if (Array.isArray(wrapper.user) && wrapper.user.includes(name)) user = value;
      }
      rest = rest.slice(takes && attached === undefined ? 2 : 1);
    }
  };

  for (const words of wrapper.words ?? []) {
    options();
    const optional = words.endsWith("?");
    if (
      words
        .replace("?", "")
        .split(" ")
        .includes(rest[0] ?? "")
    )
      rest = rest.slice(1);
    else if (!optional) return null;
  }
  if (wrapper.after !== undefined) {
    const at = rest.indexOf(wrapper.after);
    if (at < 0) return null;
    rest = rest.slice(at + 1);
  } else options();
  if (!kept) {
    for (const name of [...values.keys()]) if (!OWN.test(name)) values.delete(name);
    complete = true;
  }
  for (let count = wrapper.operands ?? 0; count > 0; count -= 1) {
    if (wrapper.user === "operand") user = rest[0] ?? "";
    rest = rest.slice(1);
    if (rest[0] === "--") rest = rest.slice(1);
  }
  if (user !== undefined) {
    root = isRoot(user);
    const { files } = process.world;
    const gets = asked.login || asked.home || (wrapper.home !== undefined && !kept);
    const own = asked.login ? login(user, files) : gets ? asUser({ values, complete }, user, files) : { values, complete };
    values = new Map(own.values);
    ({ complete } = own);
    if (asked.login) cwd = folderOf(own);
  }
  if (wrapper.assigns === true) {
    for (let word = rest[0]; word !== undefined && /^[a-z_]\w*=/i.test(word); word = rest[0]) {
      const at = word.indexOf("=");
      values.set(word.slice(0, at), word.slice(at + 1));
      rest = rest.slice(1);
    }
  }
  if (wrapper.versioned === true) rest = [(rest[0] ?? "").replace(/(?<=.)@[^/@]*$/, ""), ...rest.slice(1)];
  complete &&= wrapper.brings !== true;
  if (wrapper.items === true) rest = [...withItems(process, rest)];
  if (rest.length === 0 || rest[0] === "") return null;
  return instead(process, rest, { environment: { values, complete }, cwd, root, ...(wrapper.items === true ? { input: null } : {}) });
}
