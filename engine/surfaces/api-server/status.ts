import type { Attributes, PathAttributes } from "../../cluster/rbac.ts";
import { type ApiResponse, jsonReply } from "./http.ts";

/** `metav1.StatusCause`. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
}

/** What a resource is called in a sentence: `services`, or `ingresses.networking.k8s.io`. */
export interface GroupResource {
  readonly group: string;
  readonly plural: string;
}

export function qualified({ group, plural }: GroupResource): string {
  return group === "" ? plural : `${plural}.${group}`;
}

/** A refusal, in the words of apimachinery's `api/errors`. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails;

  constructor(code: number, reason: string, message: string, details: StatusDetails = {}) {
    super(message);
    this.name = "StatusError";
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): Readonly<Record<string, unknown>> {
    const { code, reason, details, message } = this;
    const known = Object.keys(details).length > 0 ? { details } : {};
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message,
      ...(reason === "" ? {} : { reason }),
      ...known,
      code,
    };
  }

  toResponse(): ApiResponse {
    return jsonReply(this.code, this.toStatus());
  }
}

function detailsOf(resource: GroupResource, name: string): StatusDetails {
  const { group, plural } = resource;
  return { name, ...(group === "" ? {} : { group }), kind: plural };
}

export function notFound(resource: GroupResource, name: string): StatusError {
  const words = `${qualified(resource)} ${JSON.stringify(name)} not found`;
  return new StatusError(404, "NotFound", words, detailsOf(resource, name));
}

/** A path that nothing serves. */
export function unknownPath(): StatusError {
  return new StatusError(404, "NotFound", "the server could not find the requested resource");
}

export function alreadyExists(resource: GroupResource, name: string): StatusError {
  const words = `${qualified(resource)} ${JSON.stringify(name)} already exists`;
  return new StatusError(409, "AlreadyExists", words, detailsOf(resource, name));
}

export function conflict(resource: GroupResource, name: string, why: string): StatusError {
  const words = `Operation cannot be fulfilled on ${qualified(resource)} ${JSON.stringify(name)}: ${why}`;
  return new StatusError(409, "Conflict", words, detailsOf(resource, name));
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, "BadRequest", message);
}

export function methodNotAllowed(): StatusError {
  const message = "the server does not allow this method on the requested resource";
  return new StatusError(405, "MethodNotAllowed", message);
}

export function unsupportedMediaType(supported: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${supported.join(", ")}`;
  return new StatusError(415, "UnsupportedMediaType", message);
}

/** A request that no role allows: `responsewriters.Forbidden`. `reason` is what the authorizer adds. */
export function forbidden(
  user: string,
  { verb, group, resource, namespace = "", name = "" }: Attributes,
  reason: string,
): StatusError {
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  const cannot = `User ${JSON.stringify(user)} cannot ${verb} resource ${JSON.stringify(resource)}`;
  const why = `${cannot} in API group ${JSON.stringify(group)} ${where}${reason === "" ? "" : `: ${reason}`}`;
  const plural = resource.split("/")[0] ?? "";
  const what = `${qualified({ group, plural })}${name === "" ? "" : ` ${JSON.stringify(name)}`}`;
  const details = { ...(name === "" ? {} : { name }), ...(group === "" ? {} : { group }), kind: plural };
  return new StatusError(403, "Forbidden", `${what} is forbidden: ${why}`, details);
}

/** The same for a path that is no resource. */
export function forbiddenPath(user: string, { verb, path }: PathAttributes, reason: string): StatusError {
  const why = `User ${JSON.stringify(user)} cannot ${verb} path ${JSON.stringify(path)}`;
  return new StatusError(403, "Forbidden", `forbidden: ${why}${reason === "" ? "" : `: ${reason}`}`);
}
