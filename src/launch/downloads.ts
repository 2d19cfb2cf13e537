/**
 * Scripts from the web that many pipe into a shell, reduced to what they leave running. What they install besides opens nothing.
 * Their addresses are fixed, and so is what they do: https://docs.docker.com/engine/install/ubuntu/#install-using-the-convenience-script,
 * https://github.com/nodesource/distributions, https://rustup.rs, https://docs.astral.sh/uv/getting-started/installation/,
 * https://ollama.com/download/linux, https://coder.com/docs/code-server/install, https://docs.k3s.io/installation/configuration
 */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/(get|test)\.docker\.com\/?$/, "systemctl enable --now docker\n"],
  [/^https:\/\/(www\.)?ollama\.(com|ai)\/install\.sh$/, "systemctl enable --now ollama\n"],
  [/^https:\/\/code-server\.dev\/install\.sh$/, "apt-get install -y code-server\n"],
  [
    /^https:\/\/get\.k3s\.io\/?$/,
    `apt-get install -y k3s
set -- $INSTALL_K3S_EXEC "$@"
case "$1" in
  server | agent) ;;
  *) if [ -n "$K3S_URL" ]; then set -- agent "$@"; else set -- server "$@"; fi ;;
esac
k3s "$@" &
`,
  ],
  [/^https:\/\/(deb|rpm)\.nodesource\.com\/setup_[\w.]+$/, ":\n"],
  // Its agent calls out. https://docs.aws.amazon.com/codedeploy/latest/userguide/codedeploy-agent-operations-install-ubuntu.html
  [/^https:\/\/aws-codedeploy-[\w\uFFFC-]+\.s3(\.[\w\uFFFC-]+)?\.amazonaws\.com(\.cn)?\/(latest|releases)\/install$/, ":\n"],
  [/^https:\/\/sh\.rustup\.rs\/?$/, ":\n"],
  [
    /^https:\/\/(astral\.sh\/uv\/install\.sh|install\.python-poetry\.org|bun\.sh\/install|get\.pnpm\.io\/install\.sh|sdk\.cloud\.google\.com)\/?$/,
    ":\n",
  ],
  [/^https:\/\/raw\.githubusercontent\.com\/nvm-sh\/nvm\/[\w.-]+\/install\.sh$/, ":\n"],
  [/^https:\/\/raw\.githubusercontent\.com\/helm\/helm\/[\w.-]+\/scripts\/get-helm-\d$/, ":\n"],
];

export const knownScript = (url: string): string | undefined => SCRIPTS.find(([pattern]) => pattern.test(url))?.[1];
