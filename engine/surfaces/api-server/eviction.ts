import { type Blocked, blockedBy } from "../../cluster/disruption-budgets.ts";
import { eviction } from "../../cluster/draining.ts";
import type { Cluster } from "../library/cluster.ts";
import type { Address } from "./address.ts";
import { checkPreconditions, optionsOf } from "./delete.ts";
import { isJsonObject, type JsonObject } from "./schema/json.ts";
import { badRequest, notFound, StatusError } from "./status.ts";
import { isDryRun, stateFor } from "./writer.ts";

/** `POST …/pods/NAME/eviction`: the pod is deleted, unless its budget is against it. */
export function evictPod(address: Address, body: unknown, cluster: Cluster): JsonObject {
  const { resource, namespace = "", name = "", query } = address;
  const { metadata, deleteOptions } = isJsonObject(body) ? body : ({} as JsonObject);
  if (!isJsonObject(metadata) || metadata["name"] !== name)
    throw badRequest("name in URL does not match name in Eviction object");
  const isDry = isJsonObject(deleteOptions) && Array.isArray(deleteOptions["dryRun"]);
  const state = stateFor(cluster, isDry || isDryRun(query));
  const view = state.view();
  const pod = view.get("Pod", namespace, name);
  if (pod === undefined) throw notFound(resource, name);
  const blocked = blockedBy(pod, view.list("PodDisruptionBudget", namespace));
  if (blocked !== undefined) throw refusal(blocked);
  checkPreconditions(address, pod, optionsOf(deleteOptions, query));
  state.happen(eviction(namespace, name));
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 };
}

function refusal(blocked: Blocked): StatusError {
  if (blocked.kind === "several") {
    const words =
      "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
    return new StatusError(500, "", words);
  }
  const { metadata, status } = blocked.budget;
  const { conditions = [], desiredHealthy = 0, currentHealthy = 0 } = status ?? {};
  const failed = conditions.find(({ reason }) => reason === "SyncFailed");
  const why =
    failed === undefined
      ? `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`
      : `does not allow evicting pods currently because it failed sync: ${failed.message}`;
  const message = `The disruption budget ${metadata.name} ${why}`;
  const words = "Cannot evict pod as it would violate the pod's disruption budget.";
  const causes = [{ reason: "DisruptionBudget", message }];
  return new StatusError(429, "TooManyRequests", words, { causes });
}
