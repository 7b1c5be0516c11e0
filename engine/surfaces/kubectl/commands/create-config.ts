import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, nameArgument } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { bool, type Flag, list, text } from "../flags/flag.ts";
import type { Json } from "../server/api.ts";

const DATA_FLAGS: readonly Flag[] = [
  ...MADE_FLAGS,
  list("from-file", "slice"),
  list("from-literal", "array"),
  list("from-env-file", "slice"),
  bool("append-hash"),
];

export const CREATE_CONFIGMAP: Command = {
  name: "configmap",
  aliases: ["cm"],
  short: "Create a config map from a local file, directory or literal value",
  usage: "NAME [--from-file=[key=]source] [--from-literal=key1=value1] [options]",
  flags: DATA_FLAGS,
  run: (call) => {
    const name = nameArgument(call);
    const data = dataOf(call);
    const metadata = madeMetadata(call, name);
    const isEmpty = Object.keys(data).length === 0;
    make(call, compact({ apiVersion: "v1", data: isEmpty ? undefined : data, kind: "ConfigMap", metadata }), {
      refusal: "failed to create configmap:",
    });
  },
};

export const CREATE_SECRET: Command = {
  name: "secret",
  short: "Create a secret using a specified subcommand",
  commands: [
    {
      name: "docker-registry",
      short: "Create a secret for use with a Docker registry",
      usage:
        "NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=file] [options]",
      flags: [
        ...MADE_FLAGS,
        text("docker-server", "", "https://index.docker.io/v1/"),
        text("docker-username"),
        text("docker-password"),
        text("docker-email"),
        list("from-file", "slice"),
        bool("append-hash"),
      ],
      run: createRegistry,
    },
    {
      name: "generic",
      short: "Create a secret from a local file, directory, or literal value",
      usage: "NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [options]",
      flags: [...DATA_FLAGS, text("type")],
      run: (call) => createSecret(call, nameArgument(call), dataOf(call, true), call.flags.text("type")),
    },
    {
      name: "tls",
      short: "Create a TLS secret",
      usage: "NAME --cert=path/to/cert/file --key=path/to/key/file [options]",
      flags: [...MADE_FLAGS, text("cert"), text("key"), bool("append-hash")],
      run: createTls,
    },
  ],
};

function createRegistry(call: Call): void {
  const { flags } = call;
  const name = nameArgument(call);
  const type = "kubernetes.io/dockerconfigjson";
  const [file] = flags.list("from-file");
  if (file !== undefined) {
    const text = fileText(call, file.slice(file.indexOf("=") + 1));
    createSecret(call, name, { ".dockerconfigjson": text }, type);
    return;
  }
  const [username, password] = [flags.text("docker-username"), flags.text("docker-password")];
  const [email, server] = [flags.text("docker-email"), flags.text("docker-server")];
  if (username === "" || password === "" || server === "")
    throw new PlainError(
      "either --from-file or the combination of --docker-username, --docker-password and --docker-server is required",
    );
  const login = { username, password, email: email || undefined, auth: base64(`${username}:${password}`) };
  createSecret(call, name, { ".dockerconfigjson": goText({ auths: { [server]: login } }) }, type);
}

/** JSON as Go writes it, in the order of the fields. */
function goText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function createTls(call: Call): void {
  const { flags } = call;
  const name = nameArgument(call);
  const [cert, key] = [flags.text("cert"), flags.text("key")];
  if (cert === "" || key === "") throw new PlainError("key and cert must be specified");
  const data = { "tls.crt": fileText(call, cert), "tls.key": fileText(call, key) };
  if (!data["tls.crt"].includes("-----BEGIN CERTIFICATE-----"))
    throw new PlainError("tls: failed to find any PEM data in certificate input");
  if (!/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/.test(data["tls.key"]))
    throw new PlainError("tls: failed to find any PEM data in key input");
  createSecret(call, name, data, "kubernetes.io/tls");
}

function createSecret(call: Call, name: string, data: Readonly<Record<string, string>>, type: string): void {
  const encoded = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)]));
  const secret: Json = compact({
    apiVersion: "v1",
    data: Object.keys(encoded).length === 0 ? undefined : encoded,
    kind: "Secret",
    metadata: madeMetadata(call, name),
    type: type || undefined,
  });
  make(call, secret, { refusal: "failed to create secret" });
}

/** Keys and values of `--from-file`, `--from-literal` and `--from-env-file`. */
function dataOf(call: Call, isSecret = false): Readonly<Record<string, string>> {
  const { flags } = call;
  const data = new Map<string, string>();
  const add = (key: string, value: string): void => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key))
      throw new PlainError(
        `${JSON.stringify(key)} is not a valid key name for a ConfigMap: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    if (data.has(key))
      throw new PlainError(
        isSecret
          ? `cannot add key ${key}, another key by that name already exists`
          : `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(call.args[0])}`,
      );
    data.set(key, value);
  };
  const envFiles = flags.list("from-env-file");
  if (envFiles.length > 0 && (flags.list("from-file").length > 0 || flags.list("from-literal").length > 0))
    throw new PlainError("from-env-file cannot be combined with from-file or from-literal");
  for (const source of flags.list("from-file"))
    for (const [key, value] of fileEntries(call, source)) add(key, value);
  for (const literal of flags.list("from-literal")) {
    const at = literal.indexOf("=");
    if (at < 1) throw new PlainError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, at), literal.slice(at + 1).replace(/^'(.*)'$/s, "$1"));
  }
  for (const file of envFiles)
    for (const line of fileText(call, file).split("\n")) {
      const trimmed = line.trim();
      if (trimmed === "" || trimmed.startsWith("#")) continue;
      const at = trimmed.indexOf("=");
      const key = at < 0 ? trimmed : trimmed.slice(0, at);
      if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key))
        throw new PlainError(
          `${JSON.stringify(key)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
        );
      add(key, at < 0 ? "" : trimmed.slice(at + 1));
    }
  return Object.fromEntries(data);
}

function fileEntries(call: Call, source: string): readonly (readonly [string, string])[] {
  const at = source.indexOf("=");
  const path = at < 0 ? source : source.slice(at + 1);
  const inside = call.session.around.listFolder?.(path);
  if (inside !== undefined) {
    const own = path.replace(/\/$/, "").split("/").length + 1;
    return inside
      .filter((file) => file.split("/").length === own && call.session.around.readFile(file) !== undefined)
      .sort()
      .map((file) => [baseName(file), fileText(call, file)]);
  }
  return [[at < 0 ? baseName(path) : source.slice(0, at), fileText(call, path)]];
}

const baseName = (path: string): string => path.split("/").at(-1) ?? path;

function fileText({ session }: Call, path: string): string {
  const text = session.around.readFile(path);
  if (text === undefined) throw new PlainError(`error reading ${path}: no such file or directory`);
  return text;
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
