import { type Decoded, decodeObject, decodeText } from "../../api/decode.ts";
import { InputError, type Issue } from "../../values/issue.ts";
import type { ManifestInput } from "./options.ts";

export interface DecodedInput {
  readonly decoded: readonly Decoded[];
  readonly issues: readonly Issue[];
}

/** File that issues cite for text or objects that came without a name. */
const NO_FILE = "manifests.yaml";

/** Decodes every part of an input. Throws `InputError` with all issues when one of them is an error. */
export function decodeInput(input: ManifestInput): DecodedInput {
  const results =
    typeof input === "string"
      ? [decodeText(input, NO_FILE)]
      : input.map((part) =>
          "text" in part ? decodeText(part.text, part.name) : decodeObject(part, "objects"),
        );
  const issues = results.flatMap((result) => result.issues);
  if (issues.some((issue) => issue.severity === "error")) throw new InputError(issues);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  const decoded = results.flatMap((result) => result.objects);
  return { decoded, issues: skipped === 0 ? issues : [...issues, skippedNote(skipped)] };
}

/** An empty input proves nothing, so it is never taken for a cluster without policies. */
export function emptyInput(input: ManifestInput): InputError {
  const names =
    typeof input === "string" ? [NO_FILE] : input.map((part) => ("text" in part ? String(part.name) : ""));
  const shown =
    names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  const issue: Issue = {
    severity: "error",
    code: "input-empty",
    message: `no Kubernetes object in ${shown}`,
    remedy: "a manifest has apiVersion, kind and metadata.name",
  };
  return new InputError([issue]);
}

function skippedNote(skipped: number): Issue {
  const documents = skipped === 1 ? "document is" : "documents are";
  const message = `${skipped} ${documents} YAML without apiVersion and kind: skipped`;
  return { severity: "note", code: "documents-skipped", message };
}
