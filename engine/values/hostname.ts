/** Longest DNS name in presentation form without the trailing dot (RFC 1035 §2.3.4). */
const MAX_HOSTNAME = 253;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** RFC 1123 label: at most 63 lower-case alphanumerics and inner hyphens. */
export function isDns1123Label(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** RFC 1123 subdomain: labels joined by dots, at most 253 characters. */
export function isDns1123Subdomain(text: string): boolean {
  return text.length <= MAX_HOSTNAME && SUBDOMAIN.test(text);
}

/** Lower case, without the trailing dot. DNS names compare without case (RFC 4343). */
export function canonicalHostname(text: string): string {
  return text.toLowerCase().replace(/\.$/, "");
}

/** Whether `name` is `zone` or lies below it; both canonical. */
export function isInZone(name: string, zone: string): boolean {
  return zone === "" || name === zone || name.endsWith(`.${zone}`);
}
