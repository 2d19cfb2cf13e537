import { UNSEEN } from "../../model/launch";
import type { Redirection } from "unbash";

import { HOLE } from "../../model/text";
import type { Status } from "../process";
import { located } from "../files/paths";
import { readAt } from "../files/tree";
import { orInBackground } from "./dialect";
import { expandDocument, expandText } from "./expand";
import type { Shell } from "./state";

/** Where standard output goes: null to where the shell's goes, else to a file. */
interface Output {
  readonly path: string | null;
  readonly append: boolean;
}

const isStandardOutput = ({ descriptor }: Redirection): boolean =>
  descriptor === undefined || (descriptor.type === "FileDescriptor" && descriptor.value === 1);

/** Where nothing is expanded, the parser leaves these as they are. https://www.gnu.org/software/bash/manual/bash.html#Here-Documents */
const unescaped = (text: string): string => text.replace(/\\([\\$`\n])/g, (_, escaped: string) => (escaped === "\n" ? "" : escaped));

/** What a command reads from standard input by its redirections; undefined where they say nothing of it. */
export function inputOf(redirects: readonly Redirection[], shell: Shell): string | undefined {
  let input: string | undefined;
  for (const redirect of redirects) {
    if (redirect.type === "HereDoc") {
      const { text, parts } = redirect.body;
      const strip = (body: string, index = 0): string =>
        redirect.operator === "<<-" ? body.replace(index === 0 ? /(^|\n)\t+/g : /(\n)\t+/g, "$1") : body;
      const literals = parts?.map((part, index) => (part.type === "Literal" ? { ...part, value: strip(part.value, index) } : part));
      const plain = strip(redirect.delimiter?.quoted === true ? text : unescaped(text));
      input = literals === undefined ? plain : expandDocument(literals, shell);
    } else if (redirect.type === "HereString") {
      input = redirect.target === undefined ? "" : `${expandText(redirect.target, shell)}\n`;
    } else if (redirect.operator === "<" && redirect.target !== undefined) {
      const path = expandText(redirect.target, shell);
      const content = path === "/dev/null" ? "" : readAt(shell.world.files, path, shell.cwd);
      input = content === UNSEEN ? HOLE : (content ?? "");
    }
  }
  return input;
}

function outputOf(redirects: readonly Redirection[], shell: Shell): Output | undefined {
  let output: Output | undefined;
  for (const redirect of redirects) {
    if (redirect.type !== "Redirect" || !isStandardOutput(redirect) || redirect.target === undefined) continue;
    const { operator, target } = redirect;
    if (operator === ">&" && /^[\d-]+$/.test(target.value)) {
      // To standard error, where nobody reads it; to standard output itself, nothing changes.
      if (target.value !== "1") output = { path: null, append: true };
    } else if (/^(&?>>?|>\||>&)$/.test(operator)) {
      const name = target.parts?.some(({ type }) => type === "ProcessSubstitution") === true ? null : expandText(target, shell);
      output = { path: name === null ? null : located(name, shell.cwd), append: operator.endsWith(">>") };
    }
  }
  return output;
}

/** Devices take what is written and keep nothing; settings of the kernel are kept. */
const KEEPS_NOTHING = /^\/(dev|sys|proc(?!\/sys))\//;

/** `/dev/tcp/HOST/PORT`, where somebody may answer. https://www.gnu.org/software/bash/manual/html_node/Redirections.html */
const isConnection = (redirect: Redirection): boolean =>
  redirect.type === "Redirect" && /^\/dev\/(tcp|udp)\//.test(redirect.target?.value ?? "");

/** Runs something with its standard output where its redirections lead it: into a file that later commands may read. */
export function redirected(redirects: readonly Redirection[], shell: Shell, run: () => Status): Status {
  const ampersand = !shell.hasBash && redirects.some(({ operator }) => operator.startsWith("&>"));
  const told = written(redirects, shell, run);
  const status = told !== "failure" && redirects.some(isConnection) ? "open" : told;
  return ampersand ? orInBackground(status, shell) : status;
}

function written(redirects: readonly Redirection[], shell: Shell, run: () => Status): Status {
  const output = outputOf(redirects, shell);
  if (output === undefined) return run();
  const before = shell.output;
  shell.output = "";
  const { files } = shell.world;
  const path = output.path !== null && !KEEPS_NOTHING.test(output.path) ? output.path : null;
  // The file is emptied before the command runs, which may stay in the foreground.
  if (path !== null && !output.append) files.write(path, "");
  const status = run();
  const text = shell.output;
  shell.output = before;
  if (path === null) return status;
  if (text === HOLE) shell.world.files.write(path, UNSEEN);
  else shell.world.files.append(path, text);
  return status;
}
