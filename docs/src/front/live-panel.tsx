import { type ReactNode, useEffect, useRef, useState } from "react";
import first from "../../generated/home.json";
import { VerdictMark } from "../components/verdict-mark.tsx";
import { YamlArea } from "../components/yaml-area.tsx";
import { sharedEngine } from "../worker/engine-client.ts";
import styles from "./home.module.css";
import type { HomeResult, HomeScenario } from "./scenario.ts";
import { POLICY, POLICY_NAME, RIGHT, WRONG } from "./texts.ts";

const TYPING_MS = 200;

/** A policy to edit, two scenarios that judge it after every change, and the way of the packet. */
export function LivePanel(): ReactNode {
  const [policy, setPolicy] = useState(POLICY);
  const [result, setResult] = useState<HomeResult>(first);
  const [problem, setProblem] = useState("");
  const touched = useRef(false);

  useEffect(() => {
    if (!touched.current) return;
    const timer = setTimeout(() => {
      sharedEngine()
        .call("home", policy)
        .then((answer) => {
          setResult(answer);
          setProblem("");
        })
        .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [policy]);

  const edit = (text: string): void => {
    touched.current = true;
    setPolicy(text);
  };
  const passed = result.scenarios.filter((scenario) => scenario.passed).length;
  const green = passed === result.scenarios.length;
  const wrongAt = policy.split("\n").findIndex((line) => line.includes(WRONG)) + 1;
  const [failing] = result.scenarios.filter((scenario) => !scenario.passed);
  const mark = failing?.at?.file === POLICY_NAME ? wrongAt || failing.at.line : undefined;

  return (
    <section className={styles["panel"]} aria-label="A live scenario">
      <header className={green ? styles["statusGreen"] : styles["statusRed"]} aria-live="polite">
        <VerdictMark
          state={green ? "yes" : "no"}
          word={`${passed} of ${result.scenarios.length} scenarios pass`}
        />
        <span className={styles["time"]}>
          {result.milliseconds > 0
            ? `${Math.max(1, Math.round(result.milliseconds))} ms in your browser`
            : "shop.feature"}
        </span>
      </header>
      <div className={styles["split"]}>
        <div className={styles["pane"]}>
          <div className={styles["tab"]}>
            <span>{POLICY_NAME}</span>
            {policy.includes(WRONG) ? (
              <button type="button" className="pw-button" onClick={() => edit(policy.replace(WRONG, RIGHT))}>
                Mend it
              </button>
            ) : (
              <button type="button" className="pw-button pw-button--quiet" onClick={() => edit(POLICY)}>
                Break it again
              </button>
            )}
          </div>
          <YamlArea value={policy} label="policy.yaml" mark={mark} onChange={edit} />
        </div>
        <div className={styles["pane"]}>
          <div className={styles["tab"]}>
            <span>shop.feature</span>
          </div>
          {problem === "" ? null : (
            <p className="pw-live__problem">The engine was started anew: {problem}.</p>
          )}
          {result.scenarios.map((scenario, index) => (
            <Scenario key={scenario.name} scenario={scenario} open={index === 0} />
          ))}
        </div>
      </div>
    </section>
  );
}

const STEPS: Readonly<Record<string, readonly [string, string]>> = {
  "frontend reaches the api": ["frontend curls http://api", "it succeeds"],
  "batch does not": ["batch curls http://api", 'it is denied by policy "api"'],
};

function Scenario({
  scenario,
  open,
}: {
  readonly scenario: HomeScenario;
  readonly open: boolean;
}): ReactNode {
  const { name, passed, observed, why, trace } = scenario;
  const [when, then] = STEPS[name] ?? ["", ""];
  return (
    <article className={styles["scenario"]}>
      <h2>
        <VerdictMark state={passed ? "yes" : "no"} word={passed ? "passed" : "failed"} /> {name}
      </h2>
      <p className={styles["steps"]}>
        <b>When</b> {when}
        <br />
        <b>Then</b> {then}
      </p>
      {passed ? null : (
        <div className={styles["why"]}>
          <p>
            <b>Got:</b> {observed || "an error"}
          </p>
          {why
            .split("\n")
            .slice(0, 2)
            .map((line) => (
              <p key={line}>{shortened(line)}</p>
            ))}
        </div>
      )}
      <details open={open && passed}>
        <summary>The packet's way</summary>
        <pre className="pw-trace">{shortened(trace)}</pre>
      </details>
    </article>
  );
}

/** Pod names as their workload: on a page without kubectl the random ends only get in the way. */
function shortened(text: string): string {
  return text.replace(/\b([a-z]+)-[a-z0-9]{10}-[a-z0-9]{5}\b/g, "$1");
}
