/**
 * Scripts from the web that many pipe into a shell, reduced to what they leave running. What they install besides opens nothing.
 * Their addresses are fixed, and so is what they do: https://docs.docker.com/engine/install/ubuntu/#install-using-the-convenience-script,
 * https://github.com/nodesource/distributions, https://rustup.rs, https://docs.astral.sh/uv/getting-started/installation/
 */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/(get|test)\.docker\.com\/?$/, "systemctl enable --now docker\n"],
  [/^https:\/\/(deb|rpm)\.nodesource\.com\/setup_[\w.]+$/, ":\n"],
  [/^https:\/\/sh\.rustup\.rs\/?$/, ":\n"],
  [
    /^https:\/\/(astral\.sh\/uv\/install\.sh|install\.python-poetry\.org|bun\.sh\/install|get\.pnpm\.io\/install\.sh|sdk\.cloud\.google\.com)\/?$/,
    ":\n",
  ],
  [/^https:\/\/raw\.githubusercontent\.com\/nvm-sh\/nvm\/[\w.-]+\/install\.sh$/, ":\n"],
  [/^https:\/\/raw\.githubusercontent\.com\/helm\/helm\/[\w.-]+\/scripts\/get-helm-\d$/, ":\n"],
];

export const knownScript = (url: string): string | undefined => SCRIPTS.find(([pattern]) => pattern.test(url))?.[1];
