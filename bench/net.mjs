/**
 * The exact union of random allow rules, each a CIDR and a range of ports: `node bench/net.mjs [RULES…]`.
 *
 * CIDRs: three of four IPv4 with /8 to /32, the others IPv6 with /16 to /64. Ports: one of four a range, the others one port; all
 * bounds are among as many distinct ports as the column says. An exact answer names who may send for each stretch between them, so
 * its size, and with it the time, grows with both; `ranges` is that size. Growth is of processor time.
 */
import { rmSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { argv, cpuUsage } from "node:process";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** @typedef {typeof import("../src/net/packet-set.js") & Pick<typeof import("../src/net/address-set.js"), "addressRange">} Net */
/** @typedef {import("../src/net/packet-set.js").PacketSet} PacketSet */

/** @returns {Net} the sources as they are, bundled for this run */
function load() {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-bench-"));
  const outfile = join(folder, "net.cjs");
  const contents = 'export * from "./packet-set"; export { addressRange } from "./address-set";';
  const resolveDir = join(dirname(fileURLToPath(import.meta.url)), "../src/net");
  buildSync({ stdin: { contents, resolveDir, loader: "ts" }, outfile, bundle: true, platform: "node", format: "cjs" });
  const net = /** @type {Net} */ (createRequire(import.meta.url)(outfile));
  rmSync(folder, { recursive: true });
  return net;
}

/** Mulberry32: the same rules in each run. @param {number} seed */
function random(seed) {
  let state = seed;
  /** @param {number} below */
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * @param {Net} net
 * @param {number} count
 * @param {number} bounds how many distinct ports
 * @returns {PacketSet[]}
 */
function rules(net, count, bounds) {
  const draw = random(count + bounds);
  const known = Array.from({ length: bounds }, () => draw(65536));
  const port = () => known[draw(bounds)] ?? 0;
  return Array.from({ length: count }, () => {
    const isIpv4 = draw(4) > 0;
    const bits = BigInt(isIpv4 ? 32 - 8 - draw(25) : 128 - 16 - draw(49));
    const address = isIpv4 ? BigInt(draw(2 ** 32)) : (1n << 125n) + (BigInt(draw(2 ** 29)) << 96n) + (BigInt(draw(2 ** 32)) << 64n);
    const first = (address >> bits) << bits;
    const [a, b] = [port(), draw(4) === 0 ? port() : null];
    const ports = [Math.min(a, b ?? a), Math.max(a, b ?? a) + 1];
    return net.packets({
      addresses: net.addressRange(isIpv4 ? 4 : 6, first, first + (1n << bits) - 1n),
      protocol: draw(3) === 0 ? 17 : 6,
      ports,
    });
  });
}

const net = load();
const asked = argv.slice(2).map(Number);
const plans = [
  { bounds: 50, counts: [1e3, 1e4, 1e5, 1e6] },
  { bounds: 1000, counts: [1e3, 1e4, 1e5] },
];
const row = (/** @type {readonly unknown[]} */ cells) => cells.map((cell) => String(cell).padStart(9)).join("");
console.log(row(["ports", "rules", "ms", "cpu ms", "growth", "bands", "ranges"]));
for (const { bounds, counts } of plans) {
  let before = 0;
  for (const count of asked.length > 0 ? asked : counts) {
    const list = rules(net, count, bounds);
    const [start, startCpu] = [performance.now(), cpuUsage()];
    const { bands } = net.unionAll(list);
    const { user, system } = cpuUsage(startCpu);
    const [ms, cpu] = [performance.now() - start, (user + system) / 1000];
    const ranges = bands.reduce((sum, { addresses }) => sum + (addresses.ipv4.length + addresses.ipv6.length) / 2, 0);
    console.log(
      row([bounds, count, ms.toFixed(1), cpu.toFixed(1), before === 0 ? "" : `×${(cpu / before).toFixed(1)}`, bands.length, ranges]),
    );
    before = cpu;
  }
}
