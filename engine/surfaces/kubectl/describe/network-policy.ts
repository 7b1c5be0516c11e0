import { at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { formatSelector } from "./selector.ts";
import { Sheet } from "./sheet.ts";
import { goTime } from "./time.ts";

const INDENT = "    ";

interface Direction {
  readonly word: "ingress" | "egress";
  readonly peers: "from" | "to";
  readonly title: string;
  readonly anywhere: string;
}

const DIRECTIONS: readonly Direction[] = [
  {
    word: "ingress",
    peers: "from",
    title: "From",
    anywhere: "From: <any> (traffic not restricted by source)",
  },
  { word: "egress", peers: "to", title: "To", anywhere: "To: <any> (traffic not restricted by destination)" },
];

export const describeNetworkPolicy: Describer = ({ object }) => {
  const spec = at(object, "spec");
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(object, "metadata", "namespace"));
  sheet.field(0, "Created on", goTime(textAt(object, "metadata", "creationTimestamp")));
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
  sheet.line(0, "Spec:");
  const selector = formatSelector(at(spec, "podSelector"));
  const all = " (Allowing the specific traffic to all pods in this namespace)";
  sheet.line(1, `PodSelector:     ${selector}${selector === "<none>" ? all : ""}`);
  const types = at(spec, "policyTypes");
  const typeNames = Array.isArray(types) ? types.map(String) : [];
  for (const direction of DIRECTIONS) {
    const isAffected = typeNames.some((one) => one.toLowerCase() === direction.word);
    sheet.line(
      1,
      isAffected ? `Allowing ${direction.word} traffic:` : `Not affecting ${direction.word} traffic`,
    );
    if (isAffected) describeRules(sheet, listAt(spec, direction.word), direction);
  }
  sheet.line(1, `Policy Types: ${typeNames.join(", ") || "<none>"}`);
  return sheet.text;
};

function describeRules(sheet: Sheet, rules: readonly Json[], direction: Direction): void {
  if (rules.length === 0)
    sheet.line(0, `${INDENT}<none> (Selected pods are isolated for ${direction.word} connectivity)`);
  rules.forEach((rule, index) => {
    const ports = listAt(rule, "ports");
    if (ports.length === 0) sheet.line(0, `${INDENT}To Port: <any> (traffic allowed to all ports)`);
    for (const port of ports) sheet.line(0, INDENT + portText(port));
    const peers = listAt(rule, direction.peers);
    if (peers.length === 0) sheet.line(0, INDENT + direction.anywhere);
    for (const peer of peers) {
      sheet.line(0, `${INDENT}${direction.title}:`);
      describePeer(sheet, peer);
    }
    if (index < rules.length - 1) sheet.line(0, `${INDENT}----------`);
  });
}

function portText(port: Json): string {
  const protocol = textAt(port, "protocol") || "TCP";
  const number = textAt(port, "port") || "<nil>";
  const end = textAt(port, "endPort");
  return end === "" ? `To Port: ${number}/${protocol}` : `To Port Range: ${number}-${end}/${protocol}`;
}

function describePeer(sheet: Sheet, peer: Json): void {
  const { podSelector, namespaceSelector, ipBlock } = peer as Readonly<Record<string, unknown>>;
  if (isJson(namespaceSelector))
    sheet.line(1, `${INDENT}NamespaceSelector: ${formatSelector(namespaceSelector)}`);
  if (isJson(podSelector)) sheet.line(1, `${INDENT}PodSelector: ${formatSelector(podSelector)}`);
  if (isJson(namespaceSelector) || isJson(podSelector) || !isJson(ipBlock)) return;
  const except = ipBlock["except"];
  sheet.line(1, `${INDENT}IPBlock:`);
  sheet.line(2, `${INDENT}CIDR: ${textAt(ipBlock, "cidr")}`);
  sheet.line(2, `${INDENT}Except: ${Array.isArray(except) ? except.join(", ") : ""}`);
}
