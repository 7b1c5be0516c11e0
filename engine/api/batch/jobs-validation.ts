import type { FieldPath } from "../../values/source.ts";
import { nonNegative } from "../apps/workloads-validation.ts";
import { defaultPodTemplate, validatePodSpec } from "../core/pod-validation.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import { immutable } from "../immutable.ts";
import { validateLabels, validateMetadata } from "../metadata.ts";
import type { CronJob, Job, JobSpec } from "./jobs.ts";

/** A CronJob's name leaves eleven characters for the time that its Jobs' names end in. */
const MAX_CRON_JOB_NAME = 52;

export function defaultJob(job: Job): Job {
  return { ...job, spec: defaultJobSpec(job.spec) };
}

export function defaultCronJob(cronJob: CronJob): CronJob {
  const jobTemplate = cronJob.spec.jobTemplate ?? { spec: { template: { spec: { containers: [] } } } };
  return {
    ...cronJob,
    spec: { ...cronJob.spec, jobTemplate: { ...jobTemplate, spec: defaultJobSpec(jobTemplate.spec) } },
  };
}

/** `SetDefaults_Job`: one completion and one at a time, when neither is given. */
function defaultJobSpec(spec: JobSpec | undefined): JobSpec {
  const given: JobSpec = { template: { spec: { containers: [] } }, ...spec };
  const both = given.completions === undefined && given.parallelism === undefined;
  const counts = both ? { completions: 1, parallelism: 1 } : { parallelism: 1 };
  return defaultPodTemplate({ spec: { ...counts, ...given } }).spec;
}

export function validateJob({ metadata, spec }: Job, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  validateJobSpec(spec, ["spec"], errors);
}

export function validateCronJob({ metadata, spec }: CronJob, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  if (metadata.name.length > MAX_CRON_JOB_NAME) {
    errors.invalid(["metadata", "name"], metadata.name, "must be no more than 52 characters");
  }
  if (!spec.schedule) errors.required(["spec", "schedule"]);
  validateJobSpec(spec.jobTemplate.spec, ["spec", "jobTemplate", "spec"], errors);
}

function validateJobSpec(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  nonNegative(spec.parallelism, [...path, "parallelism"], errors);
  nonNegative(spec.completions, [...path, "completions"], errors);
  const { template } = spec;
  validateLabels(template.metadata?.labels ?? {}, [...path, "template", "labels"], errors);
  validatePodSpec(template.spec, [...path, "template", "spec"], errors);
  if (template.spec.restartPolicy === "Always") {
    errors.required([...path, "template", "spec", "restartPolicy"], 'valid values: "OnFailure", "Never"');
  }
}

/** `ValidateJobUpdate`: parallelism and suspension may change, what the Job is made of may not. */
export function validateJobUpdate({ spec }: Job, { spec: before }: Job, errors: FieldErrors): void {
  if (spec.completionMode !== "Indexed")
    immutable(spec.completions, before.completions, ["spec", "completions"], errors);
  if (spec.selector !== undefined) immutable(spec.selector, before.selector, ["spec", "selector"], errors);
  immutable(spec.template, before.template, ["spec", "template"], errors);
}
