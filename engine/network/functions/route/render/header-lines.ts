import type { HttpHeaderAction } from "../../../../api/openshift/http-headers.ts";
import type { ForwardedPolicy } from "../headers.ts";
import { quoted } from "./quoted.ts";

/** What HAProxy is told of one header after the other. Values are formats, which the API server has checked. */
export function actionLines(
  side: "request" | "response",
  actions: readonly HttpHeaderAction[] = [],
): readonly string[] {
  return actions.map(({ name, action: { type, set } }) =>
    type === "Delete"
      ? `http-${side} del-header ${name}`
      : `http-${side} set-header ${name} ${quoted(set?.value ?? "")}`,
  );
}

const FACTS: readonly (readonly [name: string, value: string, condition: string])[] = [
  ["X-Forwarded-For", "%[src]", ""],
  ["X-Forwarded-Host", "%[req.hdr(host)]", ""],
  ["X-Forwarded-Port", "%[dst_port]", ""],
  ["X-Forwarded-Proto", "http", "!{ ssl_fc }"],
  ["X-Forwarded-Proto", "https", "{ ssl_fc }"],
  [
    "Forwarded",
    'for=\\"[%[src]]\\";host=%[req.hdr(host)];proto=%[req.hdr(X-Forwarded-Proto)]',
    "{ src -m sub : }",
  ],
  ["Forwarded", "for=%[src];host=%[req.hdr(host)];proto=%[req.hdr(X-Forwarded-Proto)]", "!{ src -m sub : }"],
];

/** What the pod is told of the client: added to what the client says itself, in its place, where it says nothing, or never. */
export function forwardedLines(policy: ForwardedPolicy): readonly string[] {
  if (policy === "never") return [];
  const verb = policy === "append" ? "add-header" : "set-header";
  const lines = FACTS.filter(([name]) => policy === "replace" || name !== "X-Forwarded-For").map(
    ([name, value, condition]) => {
      const unless = policy === "if-none" ? ` !{ req.hdr(${name}) -m found }` : "";
      const when = `${condition}${unless}`.trim();
      return `http-request ${verb} ${name} ${value}${when === "" ? "" : ` if ${when}`}`;
    },
  );
  if (policy === "replace") return lines;
  return [`option forwardfor${policy === "if-none" ? " if-none" : ""}`, ...lines];
}
