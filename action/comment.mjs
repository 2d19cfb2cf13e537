/**
 * Writes the report into the pull request, as one comment that is found again and kept up to date.
 * https://docs.github.com/en/rest/issues/comments
 */
import { readFileSync } from "node:fs";
import { addToSummary, annotate, variable } from "./runner.mjs";
import { NO_PULL_REQUEST, notCommented, readOnly } from "./words.mjs";

const PAGE = 100;
const TIMEOUT = 30_000;

/** @typedef {{ id: number, body?: string, user?: { type?: string } | null, author_association?: string }} Comment */

class Refused extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`HTTP ${String(status)}`);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path within the repository
 * @param {object} [body]
 * @returns {Promise<unknown>}
 * @throws {Refused}
 */
async function request(method, path, body) {
  const api = variable("GITHUB_API_URL") || "https://api.github.com";
  const response = await fetch(`${api}/repos/${variable("GITHUB_REPOSITORY")}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${variable("QUADZERO_TOKEN")}`,
      "content-type": "application/json",
      "user-agent": "quadzero",
      "x-github-api-version": "2022-11-28",
    },
    signal: AbortSignal.timeout(TIMEOUT),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Refused(response.status);
  return response.json();
}

/** The number of the pull request that the event is about; null where there is none. */
function pullRequest() {
  /** @type {{ pull_request?: { number?: number }, issue?: { number?: number, pull_request?: object } }} */
  const event = JSON.parse(readFileSync(variable("GITHUB_EVENT_PATH"), "utf8"));
  return event.pull_request?.number ?? (event.issue?.pull_request === undefined ? null : (event.issue.number ?? null));
}

/** The first line of the comment: which workflow, job, stack and folder it tells of. */
function markerOf() {
  const names = ["GITHUB_WORKFLOW", "GITHUB_JOB", "QUADZERO_STACK", "QUADZERO_DIRECTORY"].map((name) => encodeURIComponent(variable(name)));
  return `<!-- quadzero ${names.join(" ")} -->`;
}

/**
 * Whether it is ours. Anyone can write the marker: a comment of somebody without a say here is left alone, since its author could
 * change it afterwards.
 * @param {Comment} comment
 * @param {string} marker
 */
const isOurs = ({ body, user, author_association }, marker) =>
  (body ?? "").split(/\r?\n/)[0] === marker &&
  (user?.type === "Bot" || ["OWNER", "MEMBER", "COLLABORATOR"].includes(author_association ?? ""));

/**
 * @param {number} number
 * @param {string} marker
 */
async function find(number, marker) {
  for (let page = 1; ; page += 1) {
    const path = `/issues/${String(number)}/comments?per_page=${String(PAGE)}&page=${String(page)}`;
    const comments = /** @type {Comment[]} */ (await request("GET", path));
    const found = comments.find((comment) => isOurs(comment, marker));
    if (found !== undefined || comments.length < PAGE) return found;
  }
}

/** @param {number} number */
async function comment(number) {
  const marker = markerOf();
  const body = `${marker}\n${readFileSync(variable("QUADZERO_MARKDOWN"), "utf8")}`;
  const found = await find(number, marker);
  if (found === undefined) await request("POST", `/issues/${String(number)}/comments`, { body });
  else if (found.body?.trim() !== body.trim()) await request("PATCH", `/issues/comments/${String(found.id)}`, { body });
}

/** @param {"warning" | "notice"} level @param {string} text */
function tell(level, text) {
  annotate(level, text);
  addToSummary(`> ${text}\n`);
}

try {
  const number = pullRequest();
  if (number === null) annotate("notice", NO_PULL_REQUEST);
  else await comment(number);
} catch (error) {
  // GitHub answers 404 for what a token may not know of.
  if (error instanceof Refused && [401, 403, 404].includes(error.status)) tell("notice", readOnly(error.status));
  else tell("warning", notCommented(error instanceof Error ? error.message : String(error)));
}
