import { Fragment, type ReactNode } from "react";

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)\s]+\))/;
const FENCE = /^```\w*\n([\s\S]*?)\n```$/;

/** The little Markdown that hints and explanations use: paragraphs, lists, code, emphasis, links of the site. */
export function MarkdownText({ text }: { readonly text: string }): ReactNode {
  const blocks = text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .trim()
    .split(/\n{2,}(?=(?:[^`]*```[^`]*```)*[^`]*$)/);
  return blocks.map((block) => <Block key={block} text={block.trim()} />);
}

function Block({ text }: { readonly text: string }): ReactNode {
  const code = FENCE.exec(text)?.[1];
  if (code !== undefined) {
    return (
      <pre>
        <code>{code}</code>
      </pre>
    );
  }
  const heading = /^#{1,4} (.*)$/.exec(text)?.[1];
  if (heading !== undefined) return <h3>{inline(heading)}</h3>;
  if (/^[-*] /.test(text)) {
    const items = text.split(/\n(?=[-*] )/).map((item) => item.replace(/^[-*] /, ""));
    return (
      <ul>
        {items.map((item) => (
          <li key={item}>{inline(item)}</li>
        ))}
      </ul>
    );
  }
  return <p>{inline(text.replace(/^:::\w*\s*/gm, ""))}</p>;
}

function inline(text: string): ReactNode {
  return text.split(INLINE).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts keep their order and may repeat
    <Fragment key={place}>{styled(part)}</Fragment>
  ));
}

function styled(part: string): ReactNode {
  if (/^`[^`]+`$/.test(part)) return <code>{part.slice(1, -1)}</code>;
  if (/^\*\*.+\*\*$/.test(part)) return <strong>{part.slice(2, -2)}</strong>;
  if (/^\*.+\*$/.test(part)) return <em>{part.slice(1, -1)}</em>;
  const [, label, target = ""] = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part) ?? [];
  // Only pages of the site and of the web: a lab is a text that somebody else may have written.
  if (label !== undefined && /^(\/(?!\/)|https:\/\/)/.test(target)) return <a href={target}>{label}</a>;
  return label ?? part;
}
