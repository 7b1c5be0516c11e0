import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Header, HopView, LaneView } from "../engine/views.ts";
import { useLab } from "../state/lab-context.tsx";

const PURPOSES: Readonly<Record<string, string>> = {
  dns: "Asking for the name",
  connect: "Connecting",
  proxy: "From the proxy on",
  reply: "The answer's way back",
};

/** A request hop by hop: who looked at the packet, what it decided, and the packet's header before and after. */
export function PacketWalk({
  lane,
  onClose,
}: {
  readonly lane: LaneView;
  readonly onClose: () => void;
}): ReactNode {
  const { goTo, saved } = useLab();
  const deciding = lane.hops.findIndex(({ decides }) => decides);
  const [at, setAt] = useState(Math.max(deciding, 0));
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    setAt(Math.max(deciding, 0));
    box.current?.scrollIntoView({ block: "nearest" });
    // Whoever asked for it by keyboard goes on from here.
    box.current?.focus({ preventScroll: true });
  }, [deciding]);
  const hop = lane.hops[Math.min(at, lane.hops.length - 1)];
  if (hop === undefined) return null;
  const places = hop.objects.filter(({ file }) => file !== undefined && Object.hasOwn(saved.work, file));
  return (
    <section ref={box} tabIndex={-1} className="pw-walk" aria-label="The packet's way">
      <header>
        <b>
          {lane.client} → {lane.request}
        </b>
        <button type="button" className="pw-link" onClick={onClose}>
          Close
        </button>
      </header>
      <ol className="pw-walk__hops">
        {lane.hops.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a hop is its place on the way
          <li key={index}>
            <button
              type="button"
              aria-current={index === at ? "step" : undefined}
              className={one.decides && !lane.succeeds ? "pw-hop pw-hop--cut" : "pw-hop"}
              onClick={() => setAt(index)}
            >
              <span className="pw-visually-hidden">Hop {index + 1}: </span>
              {one.function}
            </button>
          </li>
        ))}
      </ol>
      <div className="pw-walk__hop" aria-live="polite">
        <p className="pw-walk__where">
          {PURPOSES[hop.purpose] ?? hop.purpose} · {hop.place}
          {hop.node === "" ? "" : ` ${hop.node}`} · <code>{hop.code}</code>
        </p>
        <p>{hop.sentence}</p>
        <Headers hop={hop} />
        {places.map(({ kind, name, file = "", line = 1 }) => (
          <button key={`${kind} ${name}`} type="button" className="pw-link" onClick={() => goTo(file, line)}>
            {kind} {name}: {file}, line {line}
          </button>
        ))}
      </div>
      <footer>
        <button
          type="button"
          className="pw-button pw-button--quiet"
          disabled={at === 0}
          onClick={() => setAt(at - 1)}
        >
          Back
        </button>
        <span>
          {at + 1} of {lane.hops.length}
        </span>
        <button
          type="button"
          className="pw-button pw-button--quiet"
          disabled={at >= lane.hops.length - 1}
          onClick={() => setAt(at + 1)}
        >
          Next
        </button>
      </footer>
    </section>
  );
}

function Headers({ hop: { before, after } }: { readonly hop: HopView }): ReactNode {
  if (before === undefined || after === undefined) return null;
  const rows = [
    ["from", before.source, after.source],
    ["to", before.destination, after.destination],
  ] as const;
  return (
    <table className="pw-headers">
      <thead>
        <tr>
          <th scope="col">{protocolOf(after)}</th>
          <th scope="col">arrives</th>
          <th scope="col">leaves</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, came, left]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{came}</td>
            <td className={came === left ? undefined : "pw-headers__changed"}>
              {came === left ? "the same" : left}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function protocolOf({ protocol }: Header): string {
  return protocol;
}
