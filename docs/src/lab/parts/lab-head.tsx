import type { ReactNode } from "react";
import type { LabCard } from "../../../../engine/surfaces/lab/lab.ts";

/** What a lab is about, above its text. */
export function LabHead({ lab }: { readonly lab: LabCard }): ReactNode {
  const { title, description, level, minutes, objectives } = lab;
  return (
    <>
      <h1>{title}</h1>
      <p className="pw-lab__lead">{description}</p>
      <p className="pw-lab__facts">
        <span className="pw-chip">{level}</span> <span className="pw-chip">{minutes} minutes</span>
      </p>
      <ul className="pw-lab__objectives">
        {objectives.map((objective) => (
          <li key={objective}>{objective}</li>
        ))}
      </ul>
    </>
  );
}
