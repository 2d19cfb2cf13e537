import type { Socket } from "../model/place";
import type { Severity } from "../model/report";
import { SEVERITIES } from "../model/worst";

/** Databases, caches, debuggers, container runtimes, consoles of administration. */
export const CRITICAL_PROCESSES = new Set([
  ...[
    "redis",
    "memcached",
    "mongodb",
    "postgres",
    "mysql",
    "elasticsearch",
    "etcd",
    "influxdb",
    "beanstalkd",
    "rabbitmq",
    "nats",
    "mosquitto",
  ],
  ...["database", "oracle", "sqlserver", "db2", "redshift", "activemq"],
  ...["cassandra", "opensearch", "clickhouse", "couchdb", "neo4j", "zookeeper", "kafka", "minio"],
  ...["dockerd", "node inspector", "java debugger"],
  ...["consul", "vault", "prometheus", "jenkins", "jupyter", "code-server", "ttyd", "kibana"],
  ...["cockpit", "k3s", "pgbouncer", "portainer", "rstudio", "slapd", "solr"],
]);
/** Remote shells and desktops. */
export const HIGH_PROCESSES = new Set(["sshd", "dropbear", "telnetd", "rdp", "xrdp", "vnc", "x11vnc", "websockify"]);

/** By the port that the world sees, where the process is not known. IANA's names, and the defaults of the programs above. */
const CRITICAL_PORTS: readonly (readonly [number, number])[] = [
  [1433, 1434],
  [1521, 1521],
  [1527, 1527],
  [2181, 2181],
  [2375, 2380],
  [3306, 3306],
  [5005, 5005],
  [5432, 5432],
  [5601, 5601],
  [5672, 5672],
  [5984, 5984],
  [6379, 6379],
  [6443, 6443],
  [7000, 7001],
  [7199, 7199],
  [7474, 7474],
  [7687, 7687],
  [8086, 8086],
  [8200, 8200],
  [8500, 8500],
  [8888, 8888],
  [9042, 9042],
  [9092, 9092],
  [9200, 9200],
  [9229, 9229],
  [9300, 9300],
  [10250, 10250],
  [10255, 10255],
  [11211, 11211],
  [15672, 15672],
  [25672, 25672],
  [26379, 26379],
  [27017, 27019],
  [50000, 50000],
];
const HIGH_PORTS: readonly (readonly [number, number])[] = [
  [22, 23],
  [3389, 3389],
  [5900, 5903],
  [5985, 5986],
];

const meets = (ports: readonly (readonly [number, number])[], list: readonly (readonly [number, number])[]): boolean =>
  ports.some(([first, last]) => list.some(([from, to]) => first <= to && from <= last));

/** How much it would hurt, apart from how sure it is. By the process where it is known, else by the outer ports. */
export function severityOf(process: string | null, ports: readonly (readonly [number, number])[]): Severity {
  if (process !== null) {
    if (CRITICAL_PROCESSES.has(process)) return "critical";
    return HIGH_PROCESSES.has(process) ? "high" : "medium";
  }
  if (meets(ports, CRITICAL_PORTS)) return "critical";
  return meets(ports, HIGH_PORTS) ? "high" : "medium";
}

const rank = ({ listener: { process, ports } }: Socket): number =>
  SEVERITIES.indexOf(severityOf(process === "" ? null : process, ports ?? []));

/** The gravest socket first, then by the name of its program, as `sort` takes it. */
export const byGravity = (one: Socket, other: Socket): number =>
  rank(one) - rank(other) || Number(one.listener.process > other.listener.process) - Number(one.listener.process < other.listener.process);
