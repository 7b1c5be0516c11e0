import { wholeTemplate } from "../core/pod-defaults.ts";
import type { CronJob, Job } from "./jobs.ts";

/** A Job as everybody sees it (`SetDefaults_Job`): without labels of its own it has its template's. */
export function wholeJob(job: Job): Job {
  const { metadata, spec } = job;
  const ofTemplate = spec.template.metadata?.labels;
  const hasOwn = Object.keys(metadata.labels ?? {}).length > 0;
  return {
    ...job,
    metadata: hasOwn || ofTemplate === undefined ? metadata : { ...metadata, labels: ofTemplate },
    spec: {
      backoffLimit: 6,
      completionMode: "NonIndexed",
      manualSelector: false,
      podReplacementPolicy: spec.podFailurePolicy === undefined ? "TerminatingOrFailed" : "Failed",
      suspend: false,
      ...spec,
      template: wholeTemplate(spec.template),
    },
  };
}

/** `SetDefaults_CronJob`. */
export function wholeCronJob(cronJob: CronJob): CronJob {
  const { jobTemplate, ...spec } = cronJob.spec;
  const template = wholeTemplate(jobTemplate.spec.template);
  return {
    ...cronJob,
    spec: {
      concurrencyPolicy: "Allow",
      failedJobsHistoryLimit: 1,
      successfulJobsHistoryLimit: 3,
      suspend: false,
      ...spec,
      jobTemplate: { ...jobTemplate, spec: { ...jobTemplate.spec, template } },
    },
  };
}
