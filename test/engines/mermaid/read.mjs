// Reads flowcharts with Mermaid itself. In: a JSON list of texts. Out: of each what Mermaid understood, or why it did not.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

// Mermaid cleans its texts with a library that wants a page.
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

/**
 * Entity codes as Mermaid keeps them until it draws: `#35;` is `ﬂ°°35¶ß`.
 * @param {string} text
 */
const decoded = (text) =>
  text.replace(/ﬂ°°(\d+)¶ß/g, (_, /** @type {string} */ code) => String.fromCodePoint(Number(code))).replaceAll("<br/>", "\n");

/** @param {string} text */
async function read(text) {
  try {
    await mermaid.parse(text);
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    /** @type {{ text: string }[]} */
    const nodes = [...db.getVertices().values()];
    /** @type {{ start: string, end: string, text: string, type: string, stroke: string }[]} */
    const edges = db.getEdges();
    return {
      type,
      nodes: nodes.map((node) => decoded(node.text)),
      edges: edges.map(({ start, end, text, type, stroke }) => [start, end, decoded(text), type, stroke]),
    };
  } catch (error) {
    return { error: String(error) };
  }
}

/** @type {string[]} */
const texts = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const text of texts) answers.push(await read(text));
process.stdout.write(JSON.stringify(answers));
