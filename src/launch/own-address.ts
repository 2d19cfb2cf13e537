import type { FailsToStart, Listener, Served, Tunnel } from "../model/listener";
import { HOLE, OWN } from "../model/text";
import { failures, hostAddress } from "../words/launch";

const NAMES = Object.entries(OWN) as [keyof typeof OWN, string][];

/** An address of the host in words, where a text has one. */
export const shown = (text: string): string => NAMES.reduce((said, [name, address]) => said.replaceAll(address, hostAddress[name]), text);

/**
 * Puts words in the place of the host's own addresses. The private one and the IPv6 one are on its interface; the public one is
 * not, so a bind to it fails.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#concepts-public-addresses
 */
export function nameOwnAddresses({ tunnels, ...served }: Served): Served {
  const named = nameListeners(served);
  // Which of its sockets answer on such an address is not known, so it may be any.
  const own = ({ host }: Tunnel): boolean => shown(host) !== host;
  return tunnels === undefined
    ? named
    : { ...named, tunnels: tunnels.map((one) => (own(one) ? { ...one, host: HOLE, says: shown(one.says) } : one)) };
}

function nameListeners(served: Served): Served {
  if (served.listeners.every(({ address, says }) => shown(address) === address && shown(says) === says)) return served;
  const listeners: Listener[] = [];
  const failsToStart: FailsToStart[] = [...served.failsToStart];
  for (const listener of served.listeners) {
    if (!listener.address.includes(OWN.public)) {
      const reach = listener.address.includes(OWN.private)
        ? { ipv4: "address" as const }
        : listener.address.includes(OWN.ipv6)
          ? { ipv6: "address" as const }
          : {};
      listeners.push({ ...listener, ...reach, address: shown(listener.address), says: shown(listener.says) });
    } else if (listener.certainty === "definite") failsToStart.push(failures.notOnHost(listener.process));
  }
  return { ...served, listeners, failsToStart };
}
