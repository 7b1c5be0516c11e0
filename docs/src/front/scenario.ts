import { traceToText } from "../../../engine/index.ts";
import type { ScenarioResult } from "../../../steps/runner/result.ts";
import { runFeature } from "../../../steps/runner/run-feature.ts";
import { FEATURE, POLICY_NAME, SHOP } from "./texts.ts";

export interface HomeScenario {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly observed: string;
  /** Why, a sentence or two; then the packet's way. */
  readonly why: string;
  readonly trace: string;
  readonly at?: { readonly file: string; readonly line: number };
}

export interface HomeResult {
  readonly scenarios: readonly HomeScenario[];
  readonly milliseconds: number;
}

/** Runs the home page's feature against the visitor's policy. */
export async function runHome(policy: string): Promise<HomeResult> {
  const start = performance.now();
  const { scenarios } = await runFeature(FEATURE, "shop.feature", {
    surroundings: {
      read: () => [{ name: "shop.yaml", text: SHOP }],
      underTest: () => [{ name: POLICY_NAME, text: policy }],
    },
  });
  return { scenarios: scenarios.map(shown), milliseconds: performance.now() - start };
}

function shown(result: ScenarioResult): HomeScenario {
  const { name, status, expected, observed, why, message, trace, reason } = result;
  const [deciding] = reason?.objects ?? [];
  return {
    name,
    passed: status === "passed",
    expected: expected ?? "",
    observed: observed ?? "",
    why: why ?? message,
    trace: trace === undefined ? "" : traceToText(trace, { color: false, width: 78 }),
    ...(deciding?.file === undefined || deciding.line === undefined
      ? {}
      : { at: { file: deciding.file, line: deciding.line } }),
  };
}
