import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation, flag } from "../../../../api/networking/nginx-annotations.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import type { Choice } from "../../../function.ts";
import type { IngressStep } from "../steps.ts";

/**
 * `affinity: cookie`: answers set a cookie that stands for their endpoint, and a request that brings it goes there again.
 * The real value holds a time and a counter too, so it is only like this one.
 */
export function withAffinity(
  ingress: Ingress,
  { path, isExpression }: { readonly path: string; readonly isExpression: boolean },
  request: HttpRequest,
  choices: readonly Choice<IngressStep>[],
): readonly Choice<IngressStep>[] {
  if (annotation(ingress, "affinity") !== "cookie") return choices;
  const name = nameOf(ingress);
  const kept = stuckTo(ingress, request, choices);
  if (kept !== undefined) return [{ ...kept, share: choices.reduce((sum, { share }) => sum + share, 0) }];
  const at = annotation(ingress, "session-cookie-path") ?? (isExpression ? "/" : path);
  const attributes = attributesOf(ingress, at, request.scheme === "https");
  return choices.map((choice): Choice<IngressStep> => {
    const { does } = choice;
    const value = cookieValue(choice);
    if (does.kind !== "upstream" || value === undefined) return choice;
    const set = `${name}=${value}; ${attributes}`;
    return {
      ...choice,
      does: {
        ...does,
        answer: (ending) => {
          const told = does.answer(ending);
          if (told.ending.kind !== "answered") return told;
          return {
            ...told,
            ending: { ...told.ending, headers: { ...told.ending.headers, "set-cookie": set } },
          };
        },
      },
    };
  });
}

function nameOf(ingress: Ingress): string {
  return annotation(ingress, "session-cookie-name") ?? "INGRESSCOOKIE";
}

/** The endpoint that the request's cookie stands for. */
export function stuckTo(
  ingress: Ingress,
  request: HttpRequest,
  choices: readonly Choice<IngressStep>[],
): Choice<IngressStep> | undefined {
  if (annotation(ingress, "affinity") !== "cookie") return undefined;
  const brought = cookieOf(request, nameOf(ingress));
  return choices.find((one) => cookieValue(one) !== undefined && cookieValue(one) === brought);
}

function cookieValue({ does }: Choice<IngressStep>): string | undefined {
  return does.kind === "upstream"
    ? bytesToHex(md5(utf8ToBytes(`${does.address.text}:${does.port}`)))
    : undefined;
}

export function cookieOf({ headers }: HttpRequest, name: string): string | undefined {
  const pairs = (headers["cookie"] ?? "").split(/;\s*/).map((one) => {
    const equals = one.indexOf("=");
    return [one.slice(0, equals), one.slice(equals + 1)] as const;
  });
  return pairs.find(([key]) => key === name)?.[1];
}

function attributesOf(ingress: Ingress, path: string, isSecure: boolean): string {
  const age = annotation(ingress, "session-cookie-max-age");
  const site = annotation(ingress, "session-cookie-samesite");
  const domain = annotation(ingress, "session-cookie-domain");
  const secure = flag(ingress, "session-cookie-secure") ?? isSecure;
  return [
    `Path=${path}`,
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
    ...(domain === undefined ? [] : [`Domain=${domain}`]),
    ...(secure ? ["Secure"] : []),
    "HttpOnly",
    ...(site === undefined ? [] : [`SameSite=${site}`]),
  ].join("; ");
}
