import type { Ip } from "../values/ip.ts";

/** The world outside the cluster, as far as the input or the scenario mentions it. */
export interface Outside {
  /** Addresses of a name that is not in the cluster's zone; `undefined` when nobody mentioned it. */
  addressesOf(name: string): readonly Ip[] | undefined;
  /** Whether the scenario itself says that the address is there (else an answer is an assumption). */
  isKnown(address: Ip): boolean;
}

/** Nothing outside is known. */
export const NOWHERE: Outside = { addressesOf: () => undefined, isKnown: () => false };
