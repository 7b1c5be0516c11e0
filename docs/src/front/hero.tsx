import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import styles from "./home.module.css";
import { LivePanel } from "./live-panel.tsx";

export function Hero(): ReactNode {
  return (
    <div className={styles["hero"]}>
      <div className={styles["words"]}>
        <h1>See what a packet would do. And why.</h1>
        <p className={styles["lead"]}>
          Podwire runs your real manifests through a model of Kubernetes and OpenShift networking that follows
          upstream's source. No cluster, no account: it runs in this page, in a terminal, and in a CI job.
        </p>
        <p className={styles["actions"]}>
          <Link className="pw-button pw-button--large" to="/labs">
            Learn in the labs
          </Link>
          <Link className="pw-button pw-button--quiet pw-button--large" to="/docs">
            Read the guide
          </Link>
        </p>
        <p className={styles["try"]}>
          Try it here: the scenario on the right is red. One word of the policy is wrong.
        </p>
      </div>
      <LivePanel />
    </div>
  );
}
