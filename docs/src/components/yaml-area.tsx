import { Highlight } from "prism-react-renderer";
import type { ReactNode } from "react";
import { CODE_THEME } from "./code-theme.ts";

/**
 * A text field for YAML with colours: the field is transparent and lies over the same text in colour. It is a plain
 * textarea to keyboards, screen readers and phones.
 */
export function YamlArea({
  value,
  label,
  mark,
  onChange,
}: {
  readonly value: string;
  readonly label: string;
  /** A line to point at, from 1. */
  readonly mark?: number | undefined;
  readonly onChange: (text: string) => void;
}): ReactNode {
  return (
    <div className="pw-yaml">
      <Highlight code={`${value}\n`} language="yaml" theme={CODE_THEME}>
        {({ tokens, getTokenProps }) => (
          <pre aria-hidden="true" className="pw-yaml__paint">
            {tokens.map((line, index) => (
              <div
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
                key={index}
                className={index + 1 === mark ? "pw-yaml__line pw-yaml__line--mark" : "pw-yaml__line"}
              >
                {line.map((token, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a token has no other identity
                  <span key={at} {...getTokenProps({ token })} />
                ))}
              </div>
            ))}
          </pre>
        )}
      </Highlight>
      <textarea
        className="pw-yaml__text"
        aria-label={label}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        wrap="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
