import type { Branch, ObjectName } from "../engine/index.ts";
import { StepError } from "./errors.ts";
import { mismatch } from "./mismatch.ts";
import { findName } from "./names.ts";
import { defineSteps, type StepTable, step } from "./registry.ts";
import type { World } from "./world.ts";

function headersOf({ ending }: Branch): Readonly<Record<string, string>> {
  return ending.kind === "answered" ? (ending.headers ?? {}) : {};
}

function requireHttp(world: World): readonly Branch[] {
  const { trace } = world.asked();
  if (trace.request.kind !== "http")
    throw new StepError("the last request was not HTTP, so it has no headers");
  return trace.branches;
}

function hasHeader(world: World, name: string, value: string): void {
  const branches = requireHttp(world);
  const seen = new Set(branches.map((branch) => headersOf(branch)[name.toLowerCase()]));
  if (seen.size === 1 && seen.has(value)) return;
  const observed = [...seen].map((one) => (one === undefined ? "no such header" : `"${one}"`)).join(" and ");
  throw mismatch(`the response header ${name} is "${value}"`, world.asked().trace, observed);
}

function headerBegins(world: World, name: string, start: string): void {
  const seen = new Set(requireHttp(world).map((branch) => headersOf(branch)[name.toLowerCase()]));
  if ([...seen].every((one) => one?.startsWith(start) === true)) return;
  const observed = [...seen].map((one) => (one === undefined ? "no such header" : `"${one}"`)).join(" and ");
  throw mismatch(`the response header ${name} begins with "${start}"`, world.asked().trace, observed);
}

function redirects(world: World, location: string): void {
  const claim = `it redirects to ${location}`;
  const branches = requireHttp(world);
  const isRedirect = ({ ending }: Branch): boolean =>
    ending.kind === "answered" && ending.status !== undefined && ending.status >= 300 && ending.status < 400;
  if (!branches.every(isRedirect)) throw mismatch(claim, world.asked().trace);
  const seen = [...new Set(branches.map((branch) => headersOf(branch)["location"] ?? "no Location"))];
  if (seen.length !== 1 || seen[0] !== location)
    throw mismatch(claim, world.asked().trace, seen.join(" and "));
}

/** What the last proxy on the way asked the backend that answered; `undefined` when none did. */
function asked({ legs }: Branch): Request | undefined {
  const leg = legs.findLast(
    ({ purpose, hops }) => purpose === "proxy" && hops.at(-1)?.step.function === "workload",
  );
  const payload = leg?.hops.at(-1)?.packet?.payload;
  return payload?.kind === "http" ? payload.request : undefined;
}

type Request = Extract<
  NonNullable<NonNullable<Branch["decidedBy"]["packet"]>["payload"]>,
  { readonly kind: "http" }
>["request"];

function backendAsked(world: World, url: string): void {
  const claim = `the backend is asked for ${url}`;
  compareAsked(world, claim, url, ({ scheme, authority, path, query }) => {
    return `${scheme}://${authority}${path}${query === "" ? "" : `?${query}`}`;
  });
}

function compareAsked(
  world: World,
  claim: string,
  expected: string | undefined,
  read: (request: Request) => string | undefined,
): void {
  const requests = requireHttp(world).flatMap((branch) => asked(branch) ?? []);
  if (requests.length === 0) throw mismatch(claim, world.asked().trace, "no proxy asked a backend");
  const seen = new Set(requests.map(read));
  if (seen.size === 1 && seen.has(expected)) return;
  const observed = [...seen].map((one) => (one === undefined ? "no such header" : `"${one}"`)).join(" and ");
  throw mismatch(claim, world.asked().trace, observed);
}

function serviceGets(world: World, text: string, name: string, value: string): void {
  const claim = `service ${text} gets the header ${name} with "${value}"`;
  const wanted = findName(world.cluster(), "service", ["Service"], text, world.namespace);
  const branches = requireHttp(world).filter(
    ({ reached: { service } }) => service?.name === wanted.name && service.namespace === wanted.namespace,
  );
  const seen = new Set(branches.map((branch) => asked(branch)?.headers[name.toLowerCase()]));
  if (seen.size === 1 && seen.has(value)) return;
  const observed =
    seen.size === 0 ? "nobody reaches it" : [...seen].map((one) => one ?? "no such header").join(" and ");
  throw mismatch(claim, world.asked().trace, observed);
}

interface Mirrored {
  readonly code: string;
  readonly percent?: number;
  readonly service?: ObjectName;
}

/** Copies that a proxy sends; nobody waits for what comes of them. */
function mirrors(world: World, percent: number, text: string): void {
  const claim = `a copy of ${percent}% of the requests goes to service ${text}`;
  const branches = requireHttp(world);
  const wanted = findName(world.cluster(), "service", ["Service"], text, world.namespace);
  const seen = branches.map(({ legs }) =>
    legs
      .flatMap(({ hops }) => hops.map(({ step }) => step as Mirrored))
      .filter(({ code }) => code === "mirrored"),
  );
  const isThere = ({ service, ...one }: Mirrored): boolean =>
    service?.name === wanted.name &&
    service.namespace === wanted.namespace &&
    Math.round(one.percent ?? 0) === percent;
  if (seen.every((steps) => steps.some(isThere))) return;
  const found = seen.flat().map(({ service, ...one }) => `${one.percent}% to ${service?.name}`);
  throw mismatch(claim, world.asked().trace, found.length === 0 ? "no copies" : found.join(", "));
}

function hasNoHeader(world: World, name: string): void {
  const seen = requireHttp(world).flatMap((branch) => headersOf(branch)[name.toLowerCase()] ?? []);
  if (seen.length === 0) return;
  throw mismatch(`there is no response header ${name}`, world.asked().trace, `"${seen[0]}"`);
}

export const httpSteps: StepTable = defineSteps("steps/http.ts", [
  step({
    keyword: "Then",
    expression: "the response header {string} is {string}",
    example: 'Then the response header "Location" is "https://shop.example.com/"',
    description: "A header of the answer, on every way; the name in any case.",
    run: hasHeader,
  }),
  step({
    keyword: "Then",
    expression: "the response header {string} begins with {string}",
    example: 'Then the response header "Set-Cookie" begins with "session="',
    description: "The same by its start, for values that nobody writes down.",
    run: headerBegins,
  }),
  step({
    keyword: "Then",
    expression: "it redirects to {string}",
    example: 'Then it redirects to "https://shop.example.com/cart"',
    description: "Every way is answered with a 3xx status and this Location; curl's -L would follow it.",
    run: redirects,
  }),
  step({
    keyword: "Then",
    expression: "there is no response header {string}",
    example: 'Then there is no response header "Server"',
    description: "No way is answered with this header.",
    run: hasNoHeader,
  }),
  step({
    keyword: "Then",
    expression: "the backend is asked for {string}",
    example: 'Then the backend is asked for "http://shop.example.com/basket?a=b"',
    description: "The URL that a proxy asks the backend for, with the Host that it sends.",
    run: backendAsked,
  }),
  step({
    keyword: "Then",
    expression: "the backend gets the header {string} with {string}",
    example: 'Then the backend gets the header "X-Forwarded-Proto" with "https"',
    description: "A header of the request as a proxy hands it on; the name in any case.",
    run: (world, name, value): void =>
      compareAsked(
        world,
        `the backend gets the header ${name} with "${value}"`,
        value,
        ({ headers }) => headers[name.toLowerCase()],
      ),
  }),
  step({
    keyword: "Then",
    expression: "the backend gets no header {string}",
    example: 'Then the backend gets no header "Cookie"',
    description: "The request has no such header as a proxy hands it on.",
    run: (world, name): void =>
      compareAsked(
        world,
        `the backend gets no header ${name}`,
        undefined,
        ({ headers }) => headers[name.toLowerCase()],
      ),
  }),
  step({
    keyword: "Then",
    expression: "a copy of {int}% of the requests goes to service {string}",
    example: 'Then a copy of 100% of the requests goes to service "shop/shadow"',
    description:
      "A proxy mirrors the request to this Service as well, on every way; the share is rounded to whole percents.",
    run: mirrors,
  }),
  step({
    keyword: "Then",
    expression: "service {string} gets the header {string} with {string}",
    example: 'Then service "shop/api" gets the header "X-Version" with "2"',
    description: "The same of the requests that a proxy sends to one Service, where several have a share.",
    run: serviceGets,
  }),
]);
