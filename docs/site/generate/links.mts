import { posix } from "node:path";

/**
 * A repository page's relative links as the site can follow them: the README of a function leads to its page, any other
 * file is named but not linked, because a reader of the site may not have the sources.
 */
export function withSiteLinks(text: string, from: string): string {
  return text.replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, label: string, target: string) => {
    if (/^([a-z]+:|#|\/)/.test(target)) return whole;
    const path = posix.join(posix.dirname(from), target.replace(/#.*$/, ""));
    const [, slug] = /^engine\/network\/functions\/([a-z-]+)(?:\/README\.md)?\/?$/.exec(path) ?? [];
    if (slug !== undefined) return `[${label}](/docs/functions/${slug})`;
    const [, lab] = /^labs\/(\d{3}-[a-z0-9-]+)\/?(?:index\.mdx)?$/.exec(path) ?? [];
    if (lab !== undefined) return `[${label}](/labs/${lab})`;
    return label.startsWith("`") ? label : `\`${label}\``;
  });
}
