import { NameError, type Profile, profileNamed, withChoice } from "../engine/index.ts";
import { didYouMean, StepError } from "./errors.ts";

/** A preset's name, or one switch as `KEY=VALUE`. A later name wins; switches count on top of it, in order. */
export type ProfileSetting = string;

/** The profile of a scenario, by name where no switch changes it. Throws `StepError` for a preset, switch or value that does not exist. */
export function profileOf(settings: readonly ProfileSetting[]): string | Profile {
  const isSwitch = (text: string): boolean => text.includes("=");
  const preset = settings.findLast((text) => !isSwitch(text)) ?? "kubeadm";
  try {
    const profile = settings.filter(isSwitch).reduce(withChoice, profileNamed(preset));
    return settings.some(isSwitch) ? profile : preset;
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new StepError(`${error.message}${didYouMean(error.candidates)}`);
  }
}
