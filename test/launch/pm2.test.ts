import { launcher } from "../../src/launch";
import { summary } from "./sockets";

/** What a script opens with an ecosystem file beside two programs. */
const opened = (file: string, text: string, line: string): readonly string[] =>
  summary(
    launcher.userData(
      [
        "#!/bin/bash",
        "mkdir -p /srv/shop/web && cd /srv/shop",
        "cat > api.js <<'X'\nrequire('http').createServer().listen(process.env.PORT || 8301, process.env.HOST || '0.0.0.0');\nX",
        "cat > web/main.js <<'X'\nrequire('net').createServer().listen(8302, '127.0.0.1');\nX",
        `cat > ${file} <<'X'\n${text}\nX`,
        line,
      ].join("\n"),
    ),
  );

const JS = "ecosystem.config.js";
const START = `pm2 start ${JS}`;

test.each<[string, string, readonly string[]]>([
  ["a script", "module.exports = { apps: [{ name: 'api', script: './api.js' }] };", ["tcp 0.0.0.0 8301"]],
  ["its environment", "module.exports = { apps: [{ script: 'api.js', env: { PORT: 8311, HOST: '127.0.0.1' } }] };", ["tcp 127.0.0.1 8311"]],
  [
    "another environment, which nobody asks for",
    "module.exports = { apps: [{ script: 'api.js', env: { HOST: '127.0.0.1' }, env_production: { HOST: '0.0.0.0' } }] };",
    ["tcp 127.0.0.1 8301"],
  ],
  [
    "several, and a folder",
    "module.exports = {\n  apps: [\n    // the API\n    { script: 'api.js' },\n    { script: 'main.js', cwd: './web' },\n  ],\n};",
    ["tcp 0.0.0.0 8301", "tcp 127.0.0.1 8302"],
  ],
  [
    "arguments",
    "module.exports = { apps: [{ script: 'gunicorn', interpreter: 'none', args: '-b 0.0.0.0:8312 a' }] };",
    ["tcp 0.0.0.0 8312"],
  ],
  [
    "arguments as a list",
    "module.exports = { apps: [{ script: 'gunicorn', interpreter: 'none', args: ['-b', '127.0.0.1:8313', 'a'] }] };",
    ["tcp 127.0.0.1 8313"],
  ],
  [
    "a program in Python, which Node.js cannot run",
    "module.exports = { apps: [{ script: 'gunicorn', args: '-b :8313 a' }] };",
    ["? tcp 0.0.0.0 8313"],
  ],
  ["an interpreter", "module.exports = { apps: [{ script: '/opt/bin/uvicorn', interpreter: 'python3', args: 'a --port 8314' }] };", ["…"]],
  ["a port", "module.exports = { apps: [{ script: 'api.js', port: 8316 }] };", ["tcp 0.0.0.0 8316"]],
  ["files that it serves itself", "module.exports = { apps: [{ script: 'serve', env: { PM2_SERVE_PORT: 8317 } }] };", ["tcp 0.0.0.0 8317"]],
  [
    "a debugger",
    "module.exports = { apps: [{ script: 'web/main.js', node_args: ['--inspect=0.0.0.0:8315'] }] };",
    ["tcp 0.0.0.0 8315", "tcp 127.0.0.1 8302"],
  ],
  [
    "constants, and a variable that is not set",
    "const path = require('path');\nconst HOST = process.env.BIND || '127.0.0.1';\nconst api = { script: 'api.js', env: { HOST } };\nmodule.exports = { apps: [api] };",
    ["tcp 127.0.0.1 8301"],
  ],
  ["the folder of the file", "module.exports = { apps: [{ script: 'main.js', cwd: `${__dirname}/web` }] };", ["tcp 127.0.0.1 8302"]],
  [
    "how it is deployed besides",
    "module.exports = { apps: [{ script: 'web/main.js' }], deploy: { production: {} } };",
    ["tcp 127.0.0.1 8302"],
  ],
  [
    "a script that is computed",
    "module.exports = { apps: [{ script: 'web/main.js' }, { script: require('./x').script }] };",
    ["tcp 127.0.0.1 8302", "…"],
  ],
  ["a list that is computed", "module.exports = { apps: names.map((name) => ({ script: name })) };", ["…"]],
  ["what is more than a literal", "const apps = [];\napps.push({ script: 'api.js' });\nmodule.exports = { apps };", ["…"]],
  ["a value that is computed", "module.exports = { apps: [{ script: 'api.js', env: { HOST: host() } }] };", ["? tcp <hole> 8301"]],
  [
    "an environment that is computed",
    "module.exports = { apps: [{ script: 'web/main.js', env: { ...more } }] };",
    ["tcp 127.0.0.1 8302", "…"],
  ],
  ["no JavaScript", "module.exports = {", ["…"]],
])("an ecosystem file: %s", (_name, text, expected) => {
  expect(opened(JS, text, START)).toEqual(expected);
});

const TWO = "module.exports = { apps: [{ name: 'api', script: 'api.js' }, { name: 'web', script: 'web/main.js' }] };";
const OF = "module.exports = { apps: [{ script: 'api.js', env: { HOST: '127.0.0.1' }, env_public: { HOST: '0.0.0.0' } }] };";

test.each<[string, string, string, string, readonly string[]]>([
  ["one of its applications", JS, TWO, `${START} --only web`, ["tcp 127.0.0.1 8302"]],
  ["an environment by its name", JS, OF, `${START} --env public`, ["tcp 0.0.0.0 8301"]],
  ["without its name", JS, TWO, "pm2 start", ["tcp 0.0.0.0 8301", "tcp 127.0.0.1 8302"]],
  ["started or reloaded", JS, TWO, `pm2 startOrReload ${JS} --only web`, ["tcp 127.0.0.1 8302"]],
  ["in the foreground", JS, TWO, `pm2-runtime start ${JS} --only web`, ["tcp 127.0.0.1 8302"]],
  ["in the foreground, by itself", JS, TWO, `exec pm2-runtime ${JS}`, ["tcp 0.0.0.0 8301", "tcp 127.0.0.1 8302"]],
  ["as JSON", "apps.json", '{ "apps": [{ "script": "web/main.js" }] }', "pm2 start apps.json", ["tcp 127.0.0.1 8302"]],
  ["as YAML", "apps.yml", "apps:\n  - script: web/main.js\n", "pm2 start apps.yml", ["tcp 127.0.0.1 8302"]],
  ["as a list", "apps.json", '[{ "script": "web/main.js" }]', "pm2 start apps.json", ["tcp 127.0.0.1 8302"]],
  [
    "as an ES module",
    "a.config.mjs",
    "export default { apps: [{ script: 'web/main.js' }] };",
    "pm2 start a.config.mjs",
    ["tcp 127.0.0.1 8302"],
  ],
  ["that nobody has shown", "x", "", `cd /opt/x && ${START}`, ["…"]],
  ["serving files", JS, TWO, "pm2 serve web 8318 --spa", ["tcp 0.0.0.0 8318"]],
  ["serving files on a port that is usual", JS, TWO, "PM2_SERVE_HOST=127.0.0.1 pm2 serve web", ["tcp 127.0.0.1 8080"]],
  ["a program in Python", JS, TWO, "pm2 start gunicorn -- -b 0.0.0.0:8319 a", ["? tcp 0.0.0.0 8319"]],
  ["a program in Python, by its interpreter", JS, TWO, "pm2 start gunicorn --interpreter none -- -b 0.0.0.0:8319 a", ["tcp 0.0.0.0 8319"]],
  ["for later", JS, TWO, "pm2 save\npm2 startup", []],
])("pm2 %s", (_name, file, text, line, expected) => {
  expect(opened(file, text, line)).toEqual(expected);
});
