/** The named places on a packet's way, in the order it meets them. */
export type Place = "client pod" | "client node" | "between nodes" | "server node" | "server pod" | "outside";

export const PLACES: readonly Place[] = [
  "client pod",
  "client node",
  "between nodes",
  "server node",
  "server pod",
  "outside",
];
