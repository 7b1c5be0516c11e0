import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import styles from "./home.module.css";

const FACTS = [
  [
    "One verdict",
    "DNS, Services and kube-proxy in every mode, NetworkPolicy, Ingress, Gateway API and Routes, asked in the order in which a packet meets them.",
  ],
  [
    "Upstream decides",
    "Kubernetes' own end-to-end cases are told again as scenarios. Where a book and the source disagree, the source wins and the page says so.",
  ],
  [
    "No false green",
    "A denial counts only if the same request works once policies are lifted. A misspelt name is an error, never a pass.",
  ],
  [
    "The remedy comes with it",
    "A denied packet names the rule that came nearest to allowing it, and what would have to differ.",
  ],
] as const;

export function Trust(): ReactNode {
  return (
    <div className={styles["trust"]}>
      <h2>Why believe it</h2>
      <dl>
        {FACTS.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to="/docs/reference/brief-errata">Common claims, corrected →</Link>
      </p>
    </div>
  );
}
