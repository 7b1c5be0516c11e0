import { describe, expect, it } from "vitest";
import type { Ending, StepShape } from "../engine/index.ts";
import { NameError } from "../engine/index.ts";
import { type Fake, type FakeBranch, named } from "../engine/testing/fake-cluster.ts";
import { fakeWorld, runText } from "../engine/testing/run-step.ts";
import { StepError, VerdictMismatch } from "./errors.ts";
import type { World } from "./world.ts";

const OK: FakeBranch = {
  ending: { kind: "answered", status: 200 },
  reached: {
    pod: { kind: "Pod", namespace: "shop", name: "api-1" },
    workload: { kind: "Deployment", namespace: "shop", name: "api" },
    service: { kind: "Service", namespace: "shop", name: "api" },
  },
};
const OTHER: FakeBranch = {
  ...OK,
  reached: { ...OK.reached, pod: { kind: "Pod", namespace: "shop", name: "api-2" } },
};
const ended = (kind: Exclude<Ending["kind"], "answered">): FakeBranch => ({ ending: { kind } });
const DENIED: FakeBranch = {
  ending: { kind: "dropped" },
  decidedBy: {
    place: "pod",
    step: deniedStep(),
  },
};

function deniedStep(): StepShape {
  const policies = [{ kind: "NetworkPolicy", namespace: "shop", name: "deny" }];
  const pod = { kind: "Pod", namespace: "shop", name: "api-1" };
  const flow = { direction: "ingress", pod, peerAddress: "10.0.0.9", port: 8080, protocol: "TCP" };
  return { function: "network-policy", code: "denied", objects: policies, ...flow, ...{ policies } };
}

const OBJECTS: NonNullable<Fake["objects"]> = [
  named("NetworkPolicy", "shop", "deny"),
  named("NetworkPolicy", "shop", "other"),
  named("NetworkPolicy", "data", "twice"),
  named("NetworkPolicy", "ops", "twice"),
  named("Service", "shop", "api"),
  named("Pod", "shop", "api-1"),
  named("Pod", "shop", "api-2"),
  named("Deployment", "shop", "api"),
];

/** The world after `client curls api`, which ends so now and so without policies. */
function asking(now: readonly FakeBranch[] | Error, lifted?: readonly FakeBranch[]): World {
  const answer = lifted === undefined ? { now } : { now, lifted };
  const world = fakeWorld({ objects: OBJECTS, traffic: { "client api": answer } });
  runText(world, "client curls api");
  return world;
}

const passes = (world: World, text: string): void => expect(() => runText(world, text)).not.toThrow();

function red(
  world: World,
  text: string,
  type: typeof StepError | typeof VerdictMismatch,
  part: string,
): void {
  let thrown: unknown;
  try {
    runText(world, text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(type);
  expect((thrown as Error).message).toContain(part);
  expect((thrown as Error).stack).toBe(`${type.name}: ${(thrown as Error).message}`);
  // What error-stack-parser reads first: it must not go on to look for frames in a message.
  expect(() => (thrown as StepError).stacktrace).toThrow(TypeError);
}

describe("it succeeds", () => {
  it("passes when every way does", () => passes(asking([OK, OTHER]), "it succeeds"));
  it("fails over an HTTP error, a mixed outcome, silence", () => {
    red(
      asking([{ ending: { kind: "answered", status: 404 } }]),
      "it succeeds",
      VerdictMismatch,
      "status 404",
    );
    red(asking([OK, DENIED]), "it succeeds", VerdictMismatch, "50% answered with status 200");
    red(
      asking([DENIED]),
      "it succeeds",
      VerdictMismatch,
      "NetworkPolicy shop/deny isolates Pod shop/api-1 for ingress and no rule allows 10.0.0.9 on 8080/TCP",
    );
  });
  it("counts shares", () => {
    passes(asking([OK, DENIED, DENIED]), "it succeeds for 33% of connections");
    red(asking([OK, DENIED]), "it succeeds for 33% of connections", VerdictMismatch, "it succeeds for 50%");
    red(asking([OK]), "it succeeds for 101% of connections", StepError, "101%");
  });
});

describe("guarded negatives", () => {
  it.each(["it fails", "it times out", 'it is denied by policy "shop/deny"'])(
    "%s: passes with a witness",
    (text) => passes(asking([DENIED], [OK]), text),
  );
  it.each(["it fails", "it times out", 'it is denied by policy "shop/deny"'])(
    "%s: errs without one",
    (text) => {
      red(asking([DENIED], [ended("refused")]), text, StepError, "proves nothing");
      red(asking([DENIED], [ended("name-not-found")]), text, StepError, 'named "api"');
      red(asking([DENIED], [OK, ended("dropped")]), text, StepError, "without policies: 50% answered");
    },
  );
  it.each(["it fails", "it times out", 'it is denied by policy "shop/deny"'])(
    "%s: a mixed outcome fails",
    (text) => red(asking([DENIED, OK], [OK]), text, VerdictMismatch, "50% dropped"),
  );
  it("a refusal is no timeout", () =>
    red(asking([ended("refused")], [OK]), "it times out", VerdictMismatch, "refused"));
  it("a look-up without answer is a timeout and no missing name", () => {
    passes(asking([ended("resolve-timeout")], [OK]), "it times out");
    red(
      asking([ended("resolve-timeout")], [OK]),
      "the name does not resolve",
      VerdictMismatch,
      "resolve-timeout",
    );
  });
  it("another policy is not this policy, an unknown one errs, an ambiguous one errs", () => {
    red(asking([DENIED], [OK]), 'it is denied by policy "shop/other"', VerdictMismatch, "shop/other");
    red(asking([DENIED], [OK]), 'it is denied by policy "deni"', StepError, 'did you mean "deny"');
    red(asking([DENIED], [OK]), 'it is denied by policy "twice"', StepError, "data/twice, ops/twice");
  });
});

describe("exact claims need no witness", () => {
  it("it is refused, it ends as, the name does not resolve", () => {
    passes(asking([ended("refused")]), "it is refused");
    passes(asking([ended("dropped")]), "it ends as dropped");
    passes(asking([ended("no-data")]), "the name does not resolve");
    red(asking([ended("dropped")]), "it is refused", VerdictMismatch, "dropped");
    red(asking([ended("dropped")]), "it ends as droped", StepError, 'did you mean "dropped"');
  });
  it("the response status", () => {
    passes(asking([OK]), "the response status is 200");
    red(asking([OK]), "the response status is 404", VerdictMismatch, "status 200");
  });
});

describe("who is reached", () => {
  it.each(['it reaches pod "shop/api"', 'it reaches pod "api"', 'it reaches service "shop/api"'])(
    "%s",
    (text) => passes(asking([OK, OTHER]), text),
  );
  it("every way has to", () => {
    red(asking([OK, OTHER]), 'it reaches pod "shop/api-1"', VerdictMismatch, "Pod shop/api-2");
    red(asking([DENIED]), 'it reaches pod "shop/api-1"', VerdictMismatch, "dropped");
    red(asking([OK]), 'it reaches pod "shop/ap-1"', StepError, 'did you mean "shop/api-1"');
  });
  it("shares", () => {
    const rows = (share: string) => [
      ["backend", "share"],
      ["shop/api-1", share],
    ];
    const world = asking([OK, OTHER]);
    runText(world, "100 requests reach:", rows("1/2"));
    runText(world, "100 requests reach:", rows("50%"));
    expect(() => runText(world, "100 requests reach:", rows("1/3"))).toThrow(
      "shop/api-1 gets 50%, expected 1/3",
    );
    expect(() => runText(world, "100 requests reach:", rows("most"))).toThrow(StepError);
    expect(() => runText(world, "0 requests reach:", rows("1/2"))).toThrow(StepError);
    expect(() => runText(world, "100 requests reach:", [["backend", "share"]])).toThrow(StepError);
  });
});

describe("what a verdict speaks of", () => {
  it("is a request that was made", () => red(fakeWorld({}), "it succeeds", StepError, "no request was made"));
  it("is a request after the last change", () => {
    const world = asking([OK]);
    runText(world, "30 seconds pass");
    red(world, "it succeeds", StepError, "the cluster changed");
  });
  it("is a client that exists", () => {
    const error = new NameError('no client "client"', ["client-1"]);
    expect(() => asking(error)).toThrow(new StepError('no client "client"; candidates: client-1'));
  });
  it("may not rest on an assumption when the run forbids it", () => {
    const assumed = [
      { code: "external-answers", subject: "203.0.113.5", remedy: "say the external host" } as const,
    ];
    const traffic = { "client api": { now: [{ ...OK, assumed }] } };
    runText(fakeWorld({ traffic }), "client curls api");
    const strict = fakeWorld({ traffic }, [], { assume: false });
    red(strict, "client curls api", StepError, "203.0.113.5: say the external host");
  });
});
