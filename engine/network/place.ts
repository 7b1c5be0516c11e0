/** The named places on a packet's way, in the order it meets them. */
export type Place =
  | "client pod"
  | "client node"
  | "entry node"
  | "between nodes"
  | "server node"
  | "server pod"
  | "outside";
