import { type ReactNode, useState } from "react";
import type { LaneView, MatrixView, TaskView } from "../engine/views.ts";
import { useLab } from "../state/lab-context.tsx";
import { PacketWalk } from "./packet-walk.tsx";

const VIEWS = [
  ["now", "Now"],
  ["goal", "Goal"],
  ["matrix", "Who reaches whom"],
] as const;

/** What the tasks' requests do: now, once the lab is solved, and everything with everything. */
export function DiagramPane(): ReactNode {
  const { run, page, walked, walk } = useLab();
  const [chosen, setView] = useState<(typeof VIEWS)[number][0] | undefined>();
  // Tasks about all connections have no request of their own: then the table is the picture.
  const isDrawn = (page.goal.length === 0 ? run.tasks : page.goal).some(({ lanes: own }) => own.length > 0);
  const view = chosen ?? (isDrawn || run.matrix.rows.length === 0 ? "now" : "matrix");
  const drawn = view === "goal" ? page.goal : run.tasks;
  const lanes = run.tasks.flatMap(({ task, lanes: own }) =>
    own.map((lane) => ({ id: `${task} ${lane.key}`, lane })),
  );
  const shown = lanes.find(({ id }) => id === walked)?.lane;
  return (
    <section className="pw-pane pw-diagram" aria-label="Diagram" data-pane="diagram">
      <header className="pw-pane__bar">
        <div className="pw-files" role="group" aria-label="Which diagram">
          {VIEWS.filter(([key]) => key !== "goal" || page.goal.length > 0).map(([key, label]) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === view}
              className="pw-tab"
              onClick={() => setView(key)}
            >
              {label}
            </button>
          ))}
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="pw-diagram__area" tabIndex={0} role="group" aria-label="Requests of the tasks">
        {view === "matrix" ? (
          <Matrix matrix={run.matrix} goal={page.goalMatrix} />
        ) : view === "goal" && !isDrawn && page.goalMatrix !== undefined ? (
          <Matrix matrix={page.goalMatrix} />
        ) : (
          drawn.map(({ task, lanes: own }) => (
            <div key={task} className="pw-lanes">
              {own.map((lane) => (
                <Lane
                  key={lane.key}
                  lane={lane}
                  {...(view === "goal" ? {} : { onWalk: () => walk(`${task} ${lane.key}`) })}
                />
              ))}
              {own.length === 0 ? <p className="pw-lanes__none">{nothingToDraw(task, run.tasks)}</p> : null}
            </div>
          ))
        )}
        {shown === undefined || view !== "now" ? null : (
          <PacketWalk lane={shown} onClose={() => walk(undefined)} />
        )}
      </div>
    </section>
  );
}

function nothingToDraw(task: string, tasks: readonly TaskView[]): string {
  const result = tasks.find((one) => one.task === task);
  if (result?.issues.length) return `${task}: not asked, because the files are refused`;
  return result?.status === "errored" ? `${task}: cannot be asked` : `${task}: no single request to draw`;
}

function Lane({ lane, onWalk }: { readonly lane: LaneView; readonly onWalk?: () => void }): ReactNode {
  const { client, request, via, server, succeeds, ending, share, stopsAt } = lane;
  const serviceOk = succeeds || stopsAt === "pod";
  const inside = (
    <>
      <span className="pw-lane__row">
        <Node kind="client" name={client} />
        <Wire ok={via === "" ? succeeds : serviceOk} />
        {via === "" ? null : (
          <>
            <Node kind="Service" name={via} />
            <Wire ok={succeeds} />
          </>
        )}
        <Node kind="pod" name={server} missing={server === ""} />
      </span>
      <span className="pw-lane__words">
        <code>{request}</code>
        <span className={succeeds ? "pw-mark pw-mark--yes" : "pw-mark pw-mark--no"}>
          {share < 1 ? `${Math.round(share * 100)}% ` : ""}
          {succeeds ? "✓" : "✗"} {ending}
        </span>
      </span>
    </>
  );
  if (onWalk === undefined) return <div className="pw-lane">{inside}</div>;
  return (
    <button type="button" className="pw-lane" onClick={onWalk}>
      {inside}
    </button>
  );
}

function Node({
  kind,
  name,
  missing = false,
}: {
  readonly kind: string;
  readonly name: string;
  readonly missing?: boolean;
}): ReactNode {
  return (
    <span className={missing ? "pw-node pw-node--missing" : "pw-node"}>
      <small>{kind}</small>
      {missing ? "nobody" : name}
    </span>
  );
}

function Wire({ ok }: { readonly ok: boolean }): ReactNode {
  return (
    <span className={ok ? "pw-wire pw-wire--ok" : "pw-wire pw-wire--cut"}>
      <span>{ok ? "✓" : "✗"}</span>
    </span>
  );
}

function Matrix({
  matrix,
  goal,
}: {
  readonly matrix: MatrixView;
  readonly goal?: MatrixView | undefined;
}): ReactNode {
  if (matrix.rows.length === 0) return <p>There is no workload to ask, or the files are refused.</p>;
  const wanted = new Map(
    (goal?.rows ?? []).flatMap(({ client, cells }) =>
      cells.map((ending, column) => [`${client} ${goal?.servers[column]}`, isOpen(ending)] as const),
    ),
  );
  return (
    <table className="pw-matrix">
      <caption>
        Pod to pod, by policy and listener; rows are clients.
        {goal === undefined ? "" : " A frame marks what the goal wants otherwise."}
      </caption>
      <thead>
        <tr>
          <th scope="col">from</th>
          {matrix.servers.map((server) => (
            <th key={server} scope="col">
              {server}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.rows.map(({ client, cells }) => (
          <tr key={client}>
            <th scope="row">{client}</th>
            {cells.map((ending, column) => {
              const server = matrix.servers[column];
              const wants = wanted.get(`${client} ${server}`);
              const isOff = ending !== "" && wants !== undefined && wants !== isOpen(ending);
              return (
                <td key={server} className={isOff ? "pw-matrix__off" : undefined}>
                  {ending === "" ? "–" : <Cell ending={ending} isOff={isOff} />}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isOpen(ending: string): boolean {
  return ending === "connected" || ending === "answered";
}

function Cell({ ending, isOff }: { readonly ending: string; readonly isOff: boolean }): ReactNode {
  const ok = isOpen(ending);
  return (
    <span className={ok ? "pw-mark pw-mark--yes" : "pw-mark pw-mark--no"} title={ending}>
      {ok ? "✓" : "✗"}
      <span className="pw-visually-hidden">
        {" "}
        {ending}
        {isOff ? ", not as the goal wants it" : ""}
      </span>
    </span>
  );
}
