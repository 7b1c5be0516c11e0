import { type Certificate, readCertificates } from "../../../values/certificate.ts";
import { failed, type Result, type ToolWorld } from "../tool.ts";
import { dateText, oneLine, pemOf } from "./openssl-text.ts";
import { trustAt } from "./openssl-verify.ts";

const VALUES = new Set(["in", "ext", "checkend"]);
const SWITCHES = new Set(["noout", "subject", "issuer", "dates", "startdate", "enddate", "serial"]);

/** `openssl x509` on the first certificate of a file, or of what comes in: lines in the order of the options. */
export function x509(argv: readonly string[], { files, stdin = "", cluster }: ToolWorld): Result {
  const options = optionsOf(argv);
  if ("wrong" in options) return failed(unknown(options.wrong));
  const input = options.find(([name]) => name === "in")?.[1];
  const text = input === undefined ? stdin : files?.get(input);
  if (text === undefined)
    return failed(
      `Could not open file or uri for loading certificate from ${input}\nUnable to load certificate\n`,
    );
  const read = readCertificates(text);
  const [certificate] = "problem" in read ? [] : read;
  if (certificate === undefined)
    return failed(`Could not read certificate from ${input ?? "<stdin>"}\nUnable to load certificate\n`);
  const shown = options.map(([name, value]) => show(certificate, name, value, trustAt(cluster).now));
  const whole = options.some(([name]) => name === "noout") ? "" : pemOf(certificate);
  return {
    stdout: shown.map(({ stdout }) => stdout).join("") + whole,
    stderr: shown.map(({ stderr }) => stderr).join(""),
    exitCode: shown.some(({ exitCode }) => exitCode !== 0) ? 1 : 0,
  };
}

function unknown(option: string): string {
  return `x509: Unknown option: ${option}\nx509: Use -help for summary.\n`;
}

function optionsOf(
  argv: readonly string[],
): readonly (readonly [name: string, value: string])[] | { readonly wrong: string } {
  const found: (readonly [string, string])[] = [];
  const rest = [...argv];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const name = arg.replace(/^--?/, "");
    const value = VALUES.has(name) ? rest.shift() : "";
    if (value === undefined || !(VALUES.has(name) || SWITCHES.has(name))) return { wrong: arg };
    found.push([name, value]);
  }
  return found;
}

function show(certificate: Certificate, name: string, value: string, now: number): Result {
  const { subject, issuer, notBefore, notAfter, serial } = certificate;
  const line = (stdout: string): Result => ({ stdout: `${stdout}\n`, stderr: "", exitCode: 0 });
  switch (name) {
    case "subject":
      return line(`subject=${oneLine(subject)}`);
    case "issuer":
      return line(`issuer=${oneLine(issuer)}`);
    case "dates":
      return line(`notBefore=${dateText(notBefore)}\nnotAfter=${dateText(notAfter)}`);
    case "startdate":
      return line(`notBefore=${dateText(notBefore)}`);
    case "enddate":
      return line(`notAfter=${dateText(notAfter)}`);
    case "serial":
      return line(`serial=${serial.replace(/^00/, "").toUpperCase()}`);
    case "ext":
      return extensions(certificate, value.split(","));
    case "checkend": {
      const expires = notAfter < now + Number(value) * 1000;
      const words = `Certificate will ${expires ? "" : "not "}expire\n`;
      return { stdout: words, stderr: "", exitCode: expires ? 1 : 0 };
    }
    default:
      return { stdout: "", stderr: "", exitCode: 0 };
  }
}

function extensions(certificate: Certificate, wanted: readonly string[]): Result {
  const { names, addresses, uris, isAuthority, pathLength } = certificate;
  const alternatives = [
    ...names.map((one) => `DNS:${one}`),
    ...addresses.map((one) => `IP Address:${one}`),
    ...uris.map((one) => `URI:${one}`),
  ];
  const length = pathLength === undefined ? "" : `, pathlen:${pathLength}`;
  const texts = wanted.flatMap((name) => {
    if (name === "subjectAltName" && alternatives.length > 0)
      return [`X509v3 Subject Alternative Name: \n    ${alternatives.join(", ")}\n`];
    if (name === "basicConstraints" && isAuthority !== undefined)
      return [`X509v3 Basic Constraints: critical\n    CA:${isAuthority ? "TRUE" : "FALSE"}${length}\n`];
    return [];
  });
  return texts.length === 0
    ? { stdout: "", stderr: "No extensions in certificate\n", exitCode: 0 }
    : { stdout: texts.join(""), stderr: "", exitCode: 0 };
}
