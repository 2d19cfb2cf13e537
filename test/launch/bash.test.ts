import fc from "fast-check";

import { HOLE } from "../../src/model/text";
import { around, read, run, withBash } from "./bash";

const NAMES = ["A", "B", "PORT", "EMPTY", "UNSET", "LIST", "EXPORTED", "1", "2", "3"];
const name = fc.constantFrom(...NAMES);
const plain = fc.stringMatching(/^[a-c0-9.:/_-]{0,6}$/);
const spaced = fc.stringMatching(/^[a-c0-9 ]{0,6}$/);
const glob = fc.constantFrom("*", "?", "[a-c]", "[!0-9]", "*:", ":*", "a*", "*a", "b", "");

const operation = fc.oneof(
  fc.tuple(fc.constantFrom(":-", "-", ":+", "+"), plain).map(([operator, word]) => operator + word),
  fc.tuple(fc.constantFrom("#", "##", "%", "%%"), glob).map(([operator, pattern]) => operator + pattern),
  fc
    .tuple(fc.constantFrom("/", "//", "/#", "/%"), glob, plain)
    .map(([operator, pattern, by]) => `${operator}${pattern}/${by.replaceAll("/", "")}`),
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })).map(([from, length]) => `:${String(from)}:${String(length)}`),
  fc.constantFrom("^^", ",,", "^", ","),
);

const expansion = fc.oneof(
  name.map((variable) => `\${${variable}}`),
  fc.tuple(name, operation).map(([variable, how]) => `\${${variable}${how}}`),
  name.map((variable) => `\${#${variable}}`),
  fc.constantFrom("$@", "$*", "$#", "${LIST[@]}", "${LIST[1]}", "${LIST[*]}", "${#LIST[@]}", "${LIST[@]:-none}"),
  fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom("+", "-", "*", "/", "%", "<", "=="), fc.integer({ min: 1, max: 9 }))
    .map(([one, operator, other]) => `$((${String(one)} ${operator} ${String(other)}))`),
  plain.map((text) => `$(printf %s '${text}')`),
  spaced.map((text) => `$(echo "${text}")`),
);

const word = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-c0-9.:_-]{1,4}$/),
      expansion,
      expansion.map((text) => `"${text}"`),
      spaced.map((text) => `'${text}'`),
      spaced.map((text) => `"${text}"`),
      fc.constantFrom("\\$A", "\\ ", "$'x\\ty'", "{a,b}", "{1..3}", '"\\"q\\$A"'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(""));

const setUp = fc
  .tuple(plain, spaced, fc.integer({ min: 1, max: 65535 }), fc.array(spaced, { maxLength: 3 }))
  .map(([a, b, port, list]) => `A='${a}'; B='${b}'; PORT=${String(port)}; EMPTY=; LIST=(${list.map((entry) => `'${entry}'`).join(" ")})`);

const print = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `printf '[%s]' ${words.join(" ")}; echo`);

const condition = fc.oneof(
  fc.tuple(name, plain).map(([variable, text]) => `[ "$${variable}" = "${text}" ]`),
  fc.tuple(name, plain).map(([variable, text]) => `[ "$${variable}" != '${text}' ]`),
  name.map((variable) => `[ -z "\${${variable}}" ]`),
  name.map((variable) => `[ -n "\${${variable}-}" ]`),
  fc.tuple(name, glob).map(([variable, pattern]) => `[[ $${variable} == ${pattern === "" ? '""' : pattern} ]]`),
  fc.integer({ min: 0, max: 70000 }).map((number) => `[ "$PORT" -gt ${String(number)} ]`),
  fc.integer({ min: 0, max: 70000 }).map((number) => `(( PORT < ${String(number)} ))`),
  fc.constantFrom("true", "false", "! true", "! [ -n '' ]"),
);

const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map((all) => all.join("\n")),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    print,
    fc.tuple(fc.constantFrom("A", "B", "UNSET"), word).map(([variable, value]) => `${variable}=${value}`),
    fc.tuple(fc.constantFrom("A", "B"), plain).map(([variable, value]) => `${variable}+='${value}'`),
    fc.constantFrom("shift", "set -- x 'y z'", "unset A", "export B", "LIST+=(w)", ": ${UNSET:=given}", "PORT=$((PORT + 1))"),
    fc.tuple(condition, tie("block"), tie("block")).map(([when, yes, no]) => `if ${when}; then\n${yes}\nelse\n${no}\nfi`),
    fc.tuple(condition, print, fc.constantFrom("&&", "||")).map(([when, then, operator]) => `${when} ${operator} { ${then}; }`),
    fc
      .tuple(name, glob, tie("block"), tie("block"))
      .map(([variable, pattern, yes, no]) => `case "$${variable}" in ${pattern === "" ? '""' : pattern}) ${yes}\n;;\n*) ${no}\n;; esac`),
    fc.tuple(word, tie("block")).map(([words, body]) => `for A in x ${words}; do\n${body}\ndone`),
    fc.tuple(tie("block"), word).map(([body, argument]) => `f() { local B=inner\n${body}\n}\nf ${argument}`),
    tie("block").map((body) => `(\n${body}\n)`),
    // No here-documents in it: bash 5.2 loses the semicolon after one.
    fc.tuple(condition, print).map(([when, then]) => `B=$(if ${when}; then ${then}; fi)`),
    fc.tuple(print, condition).map(([then, when]) => `for A in 1 2 3; do ${then}; ${when} && break; done`),
    fc.array(expansion, { maxLength: 3 }).map((parts) => `cat <<EOF\nx ${parts.join(" 'q' ")}\nEOF`),
    spaced.map((text) => `echo "${text}" | { cat; echo $A; }`),
    spaced.map((text) => `eval "echo \\$A ${text}"`),
  ),
}));

const script = fc.tuple(setUp, fc.array(statement, { minLength: 1, maxLength: 5 })).map(([first, rest]) => [first, ...rest].join("\n"));
const parameters = fc.array(fc.constantFrom("p", "q r", "", "8000"), { maxLength: 3 });

withBash("scripts print what they print in bash", () => {
  fc.assert(
    fc.property(script, parameters, (text, given) => {
      expect(read(text, given)).toBe(run(text, given));
    }),
    { numRuns: 120 },
  );
});

withBash("here-documents are what they are in bash", () => {
  const piece = fc.constantFrom("a ", "b", "\\\\", "\\\n", "\\$A", "${A}", "\\`", '"', "'", '\\"', "\\n", "\t", "\n", "\n\tb", "$ ");
  fc.assert(
    fc.property(fc.constantFrom("EOF", "'EOF'", "-EOF", "-'EOF'"), fc.array(piece, { maxLength: 7 }), (delimiter, pieces) => {
      const text = `A=1\ncat <<${delimiter}\nx${pieces.join("")}y\nEOF\n`;
      expect(read(text)).toBe(run(text));
    }),
    { numRuns: 300 },
  );
});

withBash("a value that is not known leaves a hole, and everything around it stays as in bash", () => {
  fc.assert(
    fc.property(script, parameters, (text, given) => {
      const unknown = text.replace(/PORT=\d+/, `PORT=${HOLE}`);
      expect(run(text, given)).toMatch(around(read(unknown, given)));
    }),
    { numRuns: 120 },
  );
});

/** `sed` on a text, by a script of its own making and by the program. */
const sedScript = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("", "/listen/", "2", "$", "/^#/", "/[[:space:]]80;/"),
      fc.constantFrom(
        "listen",
        "80",
        "l.*n",
        "^#*",
        "[0-9]\\+",
        "\\(a\\|b\\)",
        "x*",
        "\\[::\\]:80",
        "[^;]*;",
        "server_name  *_",
        "\\.",
        "a{2}",
        "(80)",
      ),
      fc.constantFrom("", "8080", "[&]", "\\1", "0.0.0.0:8080", "a\\/b", "\\n"),
      fc.constantFrom("", "g", "I"),
    )
    .map(([address, pattern, by, flags]) => `${address}s/${pattern}/${/\\\(/.test(pattern) ? by : by.replace("\\1", "&")}/${flags}`),
  fc.constantFrom(
    "/80/d",
    "$d",
    "1d",
    "/server/a listen 90;",
    "2i # here",
    "/^#/c none",
    "s|80|81|;s|81|82|",
    "s,listen,bind,g",
    "/[::]/d",
  ),
);
const sedText = fc.constantFrom(
  "server {\n  listen 80;\n  listen [::]:80 default_server;\n}\n",
  "# listen 80\n#port=80\nbind 127.0.0.1\n",
  "server_name  _;\naab 80; (80) a{2}\n",
  "one\n",
);

withBash("sed changes a file as sed does, or leaves it unseen", () => {
  let followed = 0;
  fc.assert(
    fc.property(sedText, sedScript, (text, edit) => {
      const script = `printf '%s' '${text}' | sed -e '${edit}'`;
      const printed = read(script);
      if (printed === HOLE) return;
      followed += 1;
      expect(printed).toBe(run(script));
    }),
    { numRuns: 400 },
  );
  expect(followed).toBeGreaterThan(200);
});
