export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

/**
 * IANA's keywords by number, lower case, and the spellings that Terraform's AWS provider takes besides. Numbers without a keyword
 * are left out. https://www.iana.org/assignments/protocol-numbers
 */
const NUMBERS: Readonly<Record<string, number>> = {
  ...numbered(0, "hopopt icmp igmp ggp ipv4 st tcp cbt egp igp bbn-rcc-mon nvp-ii pup argus emcon xnet chaos udp mux dcn-meas"),
  ...numbered(20, "hmp prm xns-idp trunk-1 trunk-2 leaf-1 leaf-2 rdp irtp iso-tp4 netblt mfe-nsp merit-inp dccp 3pc idpr xtp ddp"),
  ...numbered(38, "idpr-cmtp tp++ il ipv6 sdrp ipv6-route ipv6-frag idrp rsvp gre dsr bna esp ah i-nlsp swipe narp min-ipv4 tlsp"),
  ...numbered(57, "skip icmpv6 ipv6-nonxt ipv6-opts"),
  ...numbered(62, "cftp"),
  ...numbered(64, "sat-expak kryptolan rvd ippc"),
  ...numbered(69, "sat-mon visa ipcv cpnx cphb wsn pvp br-sat-mon sun-nd wb-mon wb-expak iso-ip vmtp secure-vmtp vines ttp"),
  ...numbered(85, "nsfnet-igp dgp tcf eigrp ospfigp sprite-rpc larp mtp ax.25 ipip micp scc-sp etherip encap"),
  ...numbered(100, "gmtp ifmp pnni pim aris scps qnx a/n ipcomp snp compaq-peer ipx-in-ip vrrp pgm"),
  ...numbered(115, "l2tp ddx iatp stp srp uti smp sm ptp isis"),
  ...numbered(125, "fire crtp crudp sscopmce iplt sps pipe sctp fc rsvp-e2e-ignore mobility-header"),
  ...numbered(136, "udplite mpls-in-ip manet hip shim6 wesp rohc ethernet aggfrag nsh"),
  "ipv6-icmp": ICMPV6,
  iptm: 84,
  ospf: 89,
  mobile: 55,
  dd: 116,
  "isis-over-ipv4": 124,
};

function numbered(first: number, keywords: string): Readonly<Record<string, number>> {
  return Object.fromEntries(keywords.split(" ").map((keyword, index) => [keyword, first + index]));
}

/**
 * A protocol by name in any case, or by number. `-1` and `all` are all.
 * @returns null for what cannot be read: that is unknown, and never none
 */
export function parseProtocol(text: string): number | "all" | null {
  const name = text.toLowerCase();
  if (name === "-1" || name === "all") return "all";
  if (/^(0|[1-9]\d{0,2})$/.test(name)) return Number(name) <= 255 ? Number(name) : null;
  return Object.hasOwn(NUMBERS, name) ? (NUMBERS[name] ?? null) : null;
}

/** As a finding shows it. */
export function protocolName(number: number): "tcp" | "udp" | "icmp" | "icmpv6" | number {
  switch (number) {
    case TCP:
      return "tcp";
    case UDP:
      return "udp";
    case ICMP:
      return "icmp";
    case ICMPV6:
      return "icmpv6";
    default:
      return number;
  }
}
