import type { Props } from "@theme/Admonition";
import AdmonitionLayout from "@theme/Admonition/Layout";
import type { ComponentType, ReactNode } from "react";

interface Look {
  readonly title: string;
  readonly icon: ReactNode;
}

const stroke = (path: string): ReactNode => (
  <svg viewBox="0 0 24 24" aria-hidden="true" className="pw-icon">
    <path d={path} />
  </svg>
);

/** One word of the chapters each; colours are in admonitions.css by the class `pw-KEYWORD`. */
const LOOKS: Readonly<Record<string, Look>> = {
  hood: {
    title: "Under the hood",
    icon: stroke(
      "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1",
    ),
  },
  pitfall: { title: "Pitfall", icon: stroke("M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.3") },
  protip: {
    title: "Pro tip",
    icon: stroke("M9.5 18.5h5M10.5 21.5h3M8 14.5a6 6 0 1 1 8 0c-.8.7-1 1.3-1 2H9c0-.7-.2-1.3-1-2z"),
  },
  interview: { title: "Interview tip", icon: stroke("M3.5 4.5h17v12h-9l-4.5 4v-4H3.5zM8 9h8M8 12.5h5") },
  tradeoff: {
    title: "Trade-off",
    icon: stroke(
      "M12 3.5v17M7 20.5h10M4 7.5h16M4 7.5l-2 6a3.2 3.2 0 0 0 6 0zM20 7.5l-2 6a3.2 3.2 0 0 0 4 0z",
    ),
  },
  config: { title: "Config note", icon: stroke("M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5M7 14.5v5") },
  security: {
    title: "Security",
    icon: stroke("M12 2.8 4.5 6v5.5c0 4.7 3.2 8.2 7.5 9.7 4.3-1.5 7.5-5 7.5-9.7V6zM9 12l2.2 2.2L15.2 10"),
  },
  openshift: {
    title: "OpenShift",
    icon: stroke("M12 3.5a8.5 8.5 0 1 0 8.5 8.5M12 7.5a4.5 4.5 0 1 0 4.5 4.5M14.5 3.9a8.5 8.5 0 0 1 5.6 5.6"),
  },
  realworld: {
    title: "Real world",
    icon: stroke(
      "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9S9.5 5.6 12 3z",
    ),
  },
};

function typeOf(keyword: string, { title, icon }: Look): ComponentType<Props> {
  return (props) => (
    <AdmonitionLayout
      {...props}
      icon={icon}
      title={props.title ?? title}
      className={`alert pw-note pw-${keyword}`}
    >
      {props.children}
    </AdmonitionLayout>
  );
}

export const ADMONITIONS: Readonly<Record<string, ComponentType<Props>>> = Object.fromEntries(
  Object.entries(LOOKS).map(([keyword, look]) => [keyword, typeOf(keyword, look)]),
);
