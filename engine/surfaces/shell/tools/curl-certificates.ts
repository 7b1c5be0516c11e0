import type { CurlOptions } from "../../library/options.ts";
import type { Flags } from "../flags.ts";

const PEM = "-----BEGIN CERTIFICATE-----";

/** What curl ends with when it cannot read a file. */
export interface Unreadable {
  readonly problem: string;
  readonly exitCode: number;
}

/** The files of `--cacert` and `--cert`, which curl reads once it speaks TLS (lib/vtls/openssl.c). */
export function certificatesOf(
  flags: Flags,
  files: ReadonlyMap<string, string> | undefined,
): Pick<CurlOptions, "cacert" | "cert"> | Unreadable {
  const read = (name: string): { readonly file: string; readonly text: string | undefined } | undefined => {
    const file = flags.value(name);
    if (file === undefined) return undefined;
    const text = files?.get(file);
    return { file, text: text?.includes(PEM) === true ? text : undefined };
  };
  const [bundle, own] = [read("cacert"), read("cert")];
  if (own !== undefined && own.text === undefined)
    return {
      exitCode: 58,
      problem: `could not load PEM client certificate from ${own.file}, OpenSSL error, (no key found, wrong pass phrase, or wrong file format?)`,
    };
  if (bundle !== undefined && bundle.text === undefined)
    return { exitCode: 77, problem: `error setting certificate file: ${bundle.file}` };
  return {
    ...(bundle?.text === undefined ? {} : { cacert: bundle.text }),
    ...(own?.text === undefined ? {} : { cert: own.text }),
  };
}
