import { profileNames } from "../../cluster/profiles.ts";
import { suggest } from "../../values/suggest.ts";
import type { Folder } from "./folder.ts";
import type { Prediction } from "./lab.ts";

/** What lab.yaml says. */
export interface LabSettings {
  readonly profile: readonly string[];
  readonly open: readonly string[];
  readonly predictions: readonly Prediction[];
}

const FILE = "lab.yaml";
const EMPTY: LabSettings = { profile: [], open: [], predictions: [] };

/** What lab.yaml says; issues go to the folder. */
export function readSettings(folder: Folder): LabSettings {
  const text = folder.text(FILE, "it names the cluster and the files to open");
  const keys = ["schemaVersion", "id", "cluster", "open", "predict"];
  const fields = text === "" ? undefined : folder.yaml(FILE, text, keys);
  if (fields === undefined) return EMPTY;
  if (fields.positive("schemaVersion") !== 1) fields.wrong(["schemaVersion"], "expected schemaVersion 1");
  if (fields.text("id") !== folder.id) fields.wrong(["id"], `id: expected the folder's name ${folder.id}`);
  const profile = fields.has("cluster") ? fields.inner("cluster", ["profile"]).texts("profile") : [];
  for (const name of profile) {
    if (name.includes("=") || profileNames().includes(name)) continue;
    const [near] = suggest(name, profileNames(), 1);
    const remedy = `${near === undefined ? "" : `did you mean ${near}? `}podwire profiles lists them`;
    fields.wrong(["cluster", "profile"], `no profile ${name}`, remedy);
  }
  const predictions = fields.names("predict").map((id): Prediction => {
    const one = fields.entry("predict", id, ["question", "namespace", "when", "choices", "why"]);
    const namespace = one.optionalText("namespace");
    const choices = one.texts("choices", 2);
    return {
      id,
      question: one.text("question"),
      when: one.text("when"),
      choices,
      why: one.text("why"),
      ...(namespace === undefined ? {} : { namespace }),
    };
  });
  return { profile, open: fields.texts("open", 1), predictions };
}
