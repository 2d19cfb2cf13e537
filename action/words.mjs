/** What the action says in its own name; the rest is quadzero's. */

export const NO_INPUTS = "the input `inputs` names no file";

/** @param {string} name @param {string} given */
export const notABoolean = (name, given) => `the input \`${name}\` takes true or false; "${given}" is neither`;

export const NOT_JUDGED = "quadzero could not judge this change";
export const NO_PULL_REQUEST = "This event is not about a pull request: there is nothing to comment on. The report is in the summary.";

/** @param {number} status */
export const readOnly = (status) =>
  `The token may not comment here (${String(status)}): a pull request from a fork has one that only reads, ` +
  "and others need the permission `pull-requests: write`. The report is in the summary of this job.";

/** @param {string} why */
export const notCommented = (why) => `The comment could not be written (${why}). The report is in the summary of this job.`;
