import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "./nodes";
import { parsePython } from "./parse";
import { textIn } from "./scope";

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Modules that open no socket for others, start no program and write no file. https://docs.python.org/3/library/ */
const MODULES = wordsOf(
  "argparse ast base64 binascii calendar collections crypt csv datetime decimal enum functools getpass grp hashlib hmac html http.client " +
    "io ipaddress itertools json locale math operator os os.path platform pprint pwd random re requests secrets shlex statistics string " +
    "struct sys textwrap time typing unicodedata urllib urllib.error urllib.parse urllib.request uuid xml.etree.ElementTree yaml zlib",
);

/** Of `os`, what only tells. https://docs.python.org/3/library/os.html */
const OF_OS = wordsOf("cpu_count environ getcwd getenv geteuid getpid getuid linesep listdir name path sep uname urandom");

/** By these a program may run, change or write anything. https://docs.python.org/3/library/functions.html */
const MIGHTY = wordsOf(
  "breakpoint compile delattr eval exec exit _exit FileIO FileType getattr globals locals modules quit setattr SystemExit urlretrieve vars",
);

/** `from os import environ`, `import json as j`. */
function bringsSilence(text: string): boolean {
  const [, module, listed = text.replace(/^import\b/, "")] = /^from\b(.*?)\bimport\b(.*)$/s.exec(text) ?? [];
  const names = listed.split(",").map((part) => part.replace(/[()\\\s]+/g, " ").trim());
  if (module === undefined) return names.every((name) => MODULES.has(/^os as /.test(name) ? "" : name.replace(/ as .*/, "")));
  return MODULES.has(module.trim()) && names.every((name) => name !== "*" && (module.trim() !== "os" || OF_OS.has(name)));
}

/** `open(path)`, `open(path, "rb")`. */
function readsAlone(name: SyntaxNode, text: string): boolean {
  const list = name.parent?.name === "CallExpression" ? name.nextSibling : null;
  const [, path, comma, mode, after] = list === null ? [] : childrenOf(list);
  if (path === undefined || path.name === "*" || path.name === "**") return false;
  if (comma?.name === ")") return true;
  return comma?.name === "," && mode?.name === "String" && /^["']r[bt]?["']$/.test(textIn({ text }, mode)) && after?.name === ")";
}

function isMighty(node: SyntaxNode, text: string): boolean {
  const name = textIn({ text }, node);
  const property = node.nextSibling?.name === "." ? node.nextSibling.nextSibling : null;
  if (name === "os") return property === null || !OF_OS.has(textIn({ text }, property));
  if (name === "open") return !readsAlone(node, text);
  return MIGHTY.has(name) || (name.startsWith("__") && name !== "__name__");
}

/**
 * Whether a program surely opens nothing, and leaves everything as it is: `python3 -c 'import secrets; print(secrets.token_hex())'`.
 * @param isOwn whether a module is the program's own
 */
export function isSilent(source: string, isOwn: (module: string) => boolean): boolean {
  let silent = true;
  parsePython(source)
    .topNode.cursor()
    .iterate(({ name, node }) => {
      // It may never come to its end, nor to that of the script.
      if (name === "WhileStatement") silent = false;
      if (name === "ImportStatement") {
        const text = textIn({ text: source }, node);
        silent &&= bringsSilence(text) && !(text.match(/[\w.]+/g) ?? []).some(isOwn);
      } else if (/^(Variable|Property)Name$/.test(name) && node.parent?.name !== "ImportStatement") silent &&= !isMighty(node, source);
    });
  return silent;
}
