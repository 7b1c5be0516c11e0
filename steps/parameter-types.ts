/** A parameter type of cucumber expressions, as data for any runner. */
export interface ParameterTypeData {
  readonly name: string;
  readonly regexp: readonly RegExp[];
  readonly transformer: (text: string) => string;
  /** What a reader may write there, for the vocabulary's page. */
  readonly description: string;
}

/**
 * Never `\S+` or `[^\s]+`: those would swallow the texts of users' own steps and collide with `{word}`.
 * A client ends before a colon, so `these workloads:` and its like stay free.
 */
export const PARAMETER_TYPES: readonly ParameterTypeData[] = [
  {
    name: "client",
    regexp: [/"[^"\n]+"/, /(?!(?:I|it)\s)[A-Za-z0-9](?:[^\s"]*[^\s":])?/],
    transformer: unquoted,
    description:
      "`[namespace/]name` of a pod, workload, app label or Service, `pod/NAME`, `node/NAME`, `external`, or an address",
  },
  {
    name: "target",
    regexp: [/"[^"\n]+"/, /[A-Za-z0-9[](?:[^\s"]*[^\s":])?/],
    transformer: unquoted,
    description: "a URL, `host[:port]` or an address, as one would type it after curl",
  },
  {
    name: "protocol",
    regexp: [/TCP|UDP|SCTP/],
    transformer: (text: string): string => text,
    description: "`TCP`, `UDP` or `SCTP`",
  },
  {
    name: "direction",
    regexp: [/ingress|egress|ingress and egress/],
    transformer: (text: string): string => text,
    description: "`ingress`, `egress` or `ingress and egress`",
  },
  {
    name: "backend",
    regexp: [/pod|service/],
    transformer: (text: string): string => text,
    description: "`pod` or `service`",
  },
];

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}
