import type { Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option } from "./setting";

/** It serves what it has made where it is asked to. */
export const server: Server = {
  name: "nbconvert",
  programs: ["jupyter-nbconvert"],
  modules: ["nbconvert"],
  manual: "https://nbconvert.readthedocs.io/en/latest/config_options.html",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        post: { names: ["--post", "--NbConvertApp.postprocessor_class"] },
        host: { names: ["--ServePostProcessor.ip"] },
        port: { names: ["--ServePostProcessor.port"] },
      },
    });
    const [post] = last(option(parsed, "post")).said;
    if (post === undefined || !(/serve/i.test(post.value) || hasHole(post.value))) return NOTHING;
    const host = decide(last(option(parsed, "host")), fallback("127.0.0.1"));
    const port = decide(last(option(parsed, "port")), fallback("8000"));
    return serve("nbconvert", PASSIVE, pair(host, port), [...host.doubts, ...(hasHole(post.value) ? [unseen.argument("nbconvert")] : [])]);
  },
  examples: [
    { argv: ["jupyter-nbconvert", "x.ipynb", "--to", "slides", "--post", "serve"], listens: ["tcp 127.0.0.1 8000"] },
    {
      argv: ["python3", "-m", "nbconvert", "--post=serve", "--ServePostProcessor.ip=0.0.0.0", "--ServePostProcessor.port=8001", "x.ipynb"],
      listens: ["tcp 0.0.0.0 8001"],
    },
    { argv: ["jupyter-nbconvert", "--to", "html", "x.ipynb"], listens: [] },
    { argv: ["jupyter-nbconvert", HOLE], listens: [] },
  ],
};
