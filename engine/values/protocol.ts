/** Transport protocols a Service or a NetworkPolicy can name. */
export type Protocol = "TCP" | "UDP" | "SCTP";
