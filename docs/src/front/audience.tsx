import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import styles from "./home.module.css";

const CARDS = [
  {
    title: "Prove it in CI",
    text: "Write what must work and what must not as Gherkin scenarios over the manifests you ship. A scenario takes about a millisecond; a red one names the object, the rule and the line to mend.",
    code: "npx podwire test -f manifests/",
    link: ["/docs/reference/steps", "The vocabulary"],
  },
  {
    title: "Learn it by doing",
    text: "Labs with an editor, a terminal and the packet's way. Change the YAML and the tasks turn green, or say what they saw instead. Nothing to install, and nothing you type leaves the page.",
    code: "curl -m 3 http://api",
    link: ["/labs", "All labs"],
  },
  {
    title: "Teach it",
    text: "A lab is a folder of Markdown, YAML and Gherkin. One command proves that it is red at the start, green with the solution, and that wrong answers get the hint they deserve.",
    code: "npx podwire lab new my-first-lab",
    link: ["/docs/write-your-own-lab", "Write your own lab"],
  },
] as const;

export function Audience(): ReactNode {
  return (
    <div className={styles["cards"]}>
      {CARDS.map(({ title, text, code, link: [to, label] }) => (
        <section key={title} className={styles["card"]}>
          <h2>{title}</h2>
          <p>{text}</p>
          <pre>
            <code>{code}</code>
          </pre>
          <Link to={to}>{label} →</Link>
        </section>
      ))}
    </div>
  );
}
