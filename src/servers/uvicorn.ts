import type { Server } from "../model/launch";
import { LIBC, PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { inherited } from "./inherited";
import { parseOptions } from "./options";
import { serve, serveApart, unix } from "./served";
import { decide, fallback, last, option, variable } from "./setting";

/** What workers share is one socket, which takes IPv4 at `::` too; alone asyncio opens one for each family. uvicorn/config.py: bind_socket */
export const server: Server = {
  name: "uvicorn",
  programs: ["uvicorn"],
  modules: ["uvicorn"],
  manual: "https://www.uvicorn.org/settings/",
  background: false,
  listens: (invocation) => {
    const { environment } = invocation;
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        host: { names: ["--host"] },
        port: { names: ["--port"] },
        uds: { names: ["--uds"] },
        fd: { names: ["--fd"] },
        workers: { names: ["--workers"] },
        reload: { names: ["--reload"], takes: "none" },
      },
    });
    // Click reads every option from UVICORN_<OPTION> as well; `uvicorn.run()` does not.
    const path = decide(last(option(parsed, "uds")), variable(environment, "UVICORN_UDS"));
    const [said] = path.said;
    if (said !== undefined) return serve("uvicorn", PASSIVE, [unix(said.value, said)], path.doubts);
    const taken = decide(last(option(parsed, "fd")), variable(environment, "UVICORN_FD"));
    if (taken.said.length > 0)
      return serve("uvicorn", PASSIVE, [], [...path.doubts, ...taken.doubts, ...inherited("uvicorn", environment)]);
    const host = decide(last(option(parsed, "host")), variable(environment, "UVICORN_HOST"), fallback("127.0.0.1"));
    const port = decide(last(option(parsed, "port")), variable(environment, "UVICORN_PORT"), fallback("8000"));
    const workers = decide(last(option(parsed, "workers")), variable(environment, "WEB_CONCURRENCY"), fallback("1"));
    const shares = parsed.given.reload.length > 0 || workers.said.some(({ value }) => value !== "1");
    return serveApart("uvicorn", shares ? LIBC : PASSIVE, host, port);
  },
  examples: [
    { argv: ["uvicorn", "main:app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["uvicorn", "main:app", "--host", "0.0.0.0", "--port=9001"], listens: ["tcp 0.0.0.0 9001"] },
    { argv: ["python3", "-m", "uvicorn", "main:app", "--host", "::"], listens: ["tcp [::] 8000"] },
    { argv: ["uvicorn", "main:app", "--host", "::", "--workers", "4"], listens: ["tcp * 8000"] },
    { argv: ["uvicorn", "main:app", "--host=::", "--port=8009", "--reload"], listens: ["tcp * 8009"] },
    { argv: ["uvicorn", "main:app", "--host", "::", "--workers", "1"], listens: ["tcp [::] 8000"] },
    { argv: ["uvicorn", "main:app", "--host="], env: { UVICORN_PORT: "7001" }, listens: ["tcp 0.0.0.0 7001", "tcp [::] 7001"] },
    { argv: ["uvicorn", "main:app", "--uds", "/run/api.sock"], listens: ["unix /run/api.sock"] },
    { argv: ["uvicorn", "main:app", "--fd", "3"], listens: [] },
    { argv: ["uvicorn", "main:app", "--host", "$HOST"], listens: ["fails literal-variable"] },
  ],
};
