import { JSON_TYPE } from "./http.ts";
import { StatusError } from "./status.ts";

/** How an answer is to look. */
export type Form = "object" | "table" | "metadata";

const META = "g=meta.k8s.io";

/** The first form of the Accept header that is served, as upstream's negotiation has it. */
export function formOf(accept: string): Form {
  if (accept.trim() === "") return "object";
  for (const part of accept.split(",")) {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (type !== JSON_TYPE && type !== "application/*" && type !== "*/*") continue;
    const as = parameters.find((parameter) => parameter.startsWith("as="))?.slice("as=".length);
    if (as === undefined) return "object";
    if (!parameters.includes(META) || !parameters.some((parameter) => /^v=v1(beta1)?$/.test(parameter)))
      continue;
    if (as === "Table") return "table";
    if (as === "PartialObjectMetadata" || as === "PartialObjectMetadataList") return "metadata";
  }
  const words = `only the following media types are accepted: ${JSON_TYPE}, application/yaml, application/vnd.kubernetes.protobuf`;
  throw new StatusError(406, "NotAcceptable", words);
}
