import { type Decoded, type DecodeResult, decodeObject, decodeText, decodeUpdate } from "../../api/decode.ts";
import type { AnyKind } from "../../api/kinds.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { InputError, type Issue } from "../../values/issue.ts";
import type { ManifestInput } from "./options.ts";

export interface DecodedInput {
  readonly decoded: readonly Decoded[];
  readonly issues: readonly Issue[];
}

/** File that issues cite for text or objects that came without a name. */
const NO_FILE = "manifests.yaml";

/** What is there already. */
interface Known {
  view(): ClusterView;
}

/**
 * Decodes every part of an input. `namespace` is that of objects which name none. Throws `InputError` with all issues when
 * one of them is an error.
 */
export function decodeInput(input: ManifestInput, known: Known, namespace: string): DecodedInput {
  const all =
    typeof input === "string"
      ? [decodeText(input, NO_FILE)]
      : input.map((part) =>
          "text" in part ? decodeText(part.text, part.name) : decodeObject(part, "objects"),
        );
  const results = all.map((result) =>
    result.refused.length === 0 ? result : asUpdates(result, known, namespace),
  );
  const issues = results.flatMap((result) => result.issues);
  if (issues.some((issue) => issue.severity === "error")) throw new InputError(issues);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  const decoded = results.flatMap((result) => result.objects);
  return { decoded, issues: skipped === 0 ? issues : [...issues, skippedNote(skipped)] };
}

/** What is refused by itself may do as an update of what is stored. */
function asUpdates(result: DecodeResult, known: Known, namespace: string): DecodeResult {
  const view = known.view();
  const objects = [...result.objects];
  let { issues } = result;
  for (const one of result.refused.toReversed()) {
    const { kind, metadata } = one.object;
    const before: AnyKind | undefined = view.get(kind, metadata.namespace ?? namespace, metadata.name);
    if (before === undefined) continue;
    const update = decodeUpdate(one, before);
    objects.splice(one.index, 0, ...update.objects);
    issues = [...issues.filter((issue) => !one.issues.includes(issue)), ...update.issues];
  }
  return { ...result, objects, issues };
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
