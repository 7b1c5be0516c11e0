import { Cluster, type Profile, profileNamed, withChoice } from "../../../../engine/index.ts";
import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../../../engine/surfaces/lab/work.ts";

/** The lab's profile: the last preset, and every switch on top of it. */
function profileOf(settings: readonly string[]): Profile {
  const isSwitch = (text: string): boolean => text.includes("=");
  const preset = settings.findLast((text) => !isSwitch(text)) ?? "kubeadm";
  return settings.filter(isSwitch).reduce(withChoice, profileNamed(preset));
}

/** The cluster of a learner's files. Throws `InputError` for files that the API server refuses. */
export function clusterOf(lab: Lab, work: Work): Cluster {
  const files = Object.entries(work)
    .filter(([, text]) => text.trim() !== "")
    .map(([name, text]) => ({ name, text }));
  const { namespace = "default" } = lab;
  return Cluster.load(files, { profile: profileOf(lab.profile), namespace });
}
