import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import labs from "../../generated/labs/catalogue.json";

export function Catalogue(): ReactNode {
  return (
    <>
      <h1>Labs</h1>
      <ul className="markdown">
        {labs.map(({ id, title, description }) => (
          <li key={id}>
            <Link to={`/labs/${id}`}>{title}</Link>: {description}
          </li>
        ))}
      </ul>
    </>
  );
}
