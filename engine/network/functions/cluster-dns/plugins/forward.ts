import { cidr, contains } from "../../../../values/cidr.ts";
import { canonicalHostname, isInZone } from "../../../../values/hostname.ts";
import { dnsPods, ownNameservers, serverAddresses, serviceAddresses } from "../dns-pods.ts";
import { destinationOf, destinationProblem, type Upstream, upstreamsOf } from "../upstreams.ts";
import { addressRecords } from "../zone.ts";
import { checkForwardOption } from "./forward-options.ts";
import { argumentError } from "./options.ts";
import { type MakePlugin, type Setup, SetupError } from "./plugin.ts";

/** TTL of answers from outside, which nobody can know, in seconds. */
const TTL = 30;
const MOST_UPSTREAMS = 15;
const DNS_PORT = 53;
const LOOPBACK = cidr("127.0.0.0/8");

/** Servers outside: they know the names that the input or the scenario mentions. */
export const forward: MakePlugin = (setup) => {
  const { outside, directive } = setup;
  const [from, ...upstreams] = directive.args;
  if (from === undefined || upstreams.length === 0) throw argumentError(directive);
  if (upstreams.length > MOST_UPSTREAMS)
    throw new SetupError(`more than ${MOST_UPSTREAMS} TOs configured: ${upstreams.length}`);
  for (const option of directive.block) checkForwardOption(option);
  const problem = upstreams.map(destinationProblem).find((words) => words !== undefined);
  if (problem !== undefined) throw new SetupError(problem);
  const zone = canonicalHostname(from);
  const except = directive.block
    .filter(({ name }) => name === "except")
    .flatMap((line) => line.args.map(canonicalHostname));
  const overTcp = directive.block.some((option) => option.name === "force_tcp");
  let known: readonly Upstream[] | undefined;
  const targets = (): readonly Upstream[] => {
    known ??= upstreams.flatMap((to) => upstreamsOf(setup.view, to, overTcp));
    return known;
  };
  let isCircle: boolean | undefined;
  return {
    ask: (question, chain) => {
      const { name } = question;
      if (!isInZone(name, zone) || except.some((one) => isInZone(name, one))) return chain.next(question);
      isCircle ??= comesBack(setup, upstreams);
      if (isCircle) {
        const reason = `forward in its Corefile leads back to itself (${upstreams.join(", ")})`;
        return { rcode: "SERVFAIL", records: [], plugin: "forward", reason, looped: true };
      }
      const addresses = outside.addressesOf(name);
      const asked = { plugin: "forward", upstreams: targets() };
      if (addresses === undefined) return { ...asked, rcode: "NXDOMAIN", records: [], unknown: true };
      return { ...asked, rcode: "NOERROR", records: addressRecords(question, addresses, TTL) };
    },
  };
};

/** Whether every upstream is this server: its own loopback, the address of a DNS pod, or the Service in front of them. */
function comesBack({ view, port }: Setup, upstreams: readonly string[]): boolean {
  const targets = upstreams.flatMap((text) =>
    text.startsWith("/")
      ? ownNameservers(view).map((address) => ({ address, at: DNS_PORT }))
      : [{ address: destinationOf(text).address, at: destinationOf(text).port }],
  );
  const [pods, services] = [serverAddresses(view), serviceAddresses(view)];
  const hasLoopback = dnsPods(view).every(({ hostNetwork }) => !hostNetwork);
  const isItself = ({ address, at }: (typeof targets)[number]): boolean => {
    if (address === undefined) return false;
    if (services.includes(address.text)) return at === DNS_PORT;
    if (at !== port) return false;
    const isLoopback = address.family === "IPv4" ? contains(LOOPBACK, address) : address.text === "::1";
    return pods.has(address.text) || (isLoopback && hasLoopback);
  };
  return targets.length > 0 && targets.every(isItself);
}
