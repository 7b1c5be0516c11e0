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

/** A path that nothing serves. */
export function unknownPath(): StatusError {
  return new StatusError(404, "NotFound", "the server could not find the requested resource");
}
