import type { Invocation, Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort, type HostPort } from "./host-port";

const SPEC: HostPort = {
  name: "tensorboard",
  resolver: PASSIVE,
  taking:
    "--db --event_file --extra_data_server_flags --grpc_creds_type --grpc_data_provider --load_fast --logdir --logdir_spec " +
    "--max_reload_threads --path_prefix --purge_orphaned_data --reload_interval --reload_multifile --reload_multifile_inactive_secs " +
    "--reload_task --reuse_port --samples_per_plugin --tag --window_title",
  host: { option: { names: ["--host"] }, default: "127.0.0.1" },
  once: "--inspect --version_tb",
  port: { option: { names: ["--port"] }, default: "6006" },
};

const here = hostPort(SPEC);
const everywhere = hostPort({ ...SPEC, host: { ...SPEC.host, default: "" } });

/** As argparse takes it, also shortened. */
const bindsAll = ({ argv }: Invocation): boolean => argv.some((word) => word.length > "--".length && "--bind_all".startsWith(word));

/** Its data server is on loopback, on a free port. */
export const server: Server = {
  name: "tensorboard",
  programs: ["tensorboard"],
  modules: ["tensorboard.main"],
  manual: "https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/core/core_plugin.py",
  background: false,
  listens: (invocation) => (bindsAll(invocation) ? everywhere : here)(invocation),
  examples: [
    { argv: ["tensorboard", "--logdir", "runs"], listens: ["tcp 127.0.0.1 6006"] },
    { argv: ["tensorboard", "--logdir", "runs", "--bind_all", "--port", "6107"], listens: ["tcp * 6107"] },
    { argv: ["tensorboard", "--logdir=runs", "--host=0.0.0.0"], listens: ["tcp 0.0.0.0 6006"] },
    { argv: ["tensorboard", "--inspect", "--logdir", "runs"], listens: [] },
    { argv: ["python3", "-m", "tensorboard.main", "--logdir=runs", "--port=6108"], listens: ["tcp 127.0.0.1 6108"] },
  ],
};
