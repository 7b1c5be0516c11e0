/** Transport protocols a Service or a NetworkPolicy can name. */
export type Protocol = "TCP" | "UDP" | "SCTP";

export const PROTOCOLS: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

export function isProtocol(text: unknown): text is Protocol {
  return text === "TCP" || text === "UDP" || text === "SCTP";
}
