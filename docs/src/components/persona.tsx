import clsx from "clsx";
import type { ReactNode } from "react";
import { useStored } from "./stored.ts";

const ROLES = [
  ["all", "Everybody"],
  ["developer", "Developer"],
  ["devops", "DevOps"],
  ["architect", "Architect"],
] as const;

type Role = Exclude<(typeof ROLES)[number][0], "all">;

/**
 * A paragraph for one role. All are shown until the reader picks a role; then the others fold to their first line.
 * Without JavaScript everything is there.
 */
export function Persona({ is, children }: { readonly is: Role; readonly children: ReactNode }): ReactNode {
  const [chosen, choose] = useStored("podwire.persona", "all");
  const folded = chosen !== "all" && chosen !== is;
  const label = ROLES.find(([role]) => role === is)?.[1] ?? is;
  return (
    <section className={clsx("pw-persona", folded && "pw-persona--folded")} data-persona={is}>
      <header>
        <span className="pw-persona__label">
          For the {label.toLowerCase() === "devops" ? "DevOps engineer" : label.toLowerCase()}
        </span>
        <label>
          <span className="pw-visually-hidden">I read as</span>
          <select value={chosen} onChange={(event) => choose(event.target.value)}>
            {ROLES.map(([role, name]) => (
              <option key={role} value={role}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </header>
      {folded ? null : children}
    </section>
  );
}
