import { at, type Json, listAt, pairsAt, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { Sheet } from "./sheet.ts";

export const describeConfigMap: Describer = (subject) => {
  const { object } = subject;
  const sheet = new Sheet();
  sheet.head(object);
  sheet.line(0, "\nData\n====");
  for (const [key, value] of pairsAt(object, "data")) sheet.line(0, `${key}:\n----\n${value}\n`);
  sheet.line(0, "\nBinaryData\n====");
  for (const [key, value] of pairsAt(object, "binaryData")) sheet.line(0, `${key}: ${bytesOf(value)} bytes`);
  sheet.line(0, "");
  describeEvents(sheet, subject);
  return sheet.text;
};

export const describeSecret: Describer = ({ object }) => {
  const sheet = new Sheet();
  sheet.head(object);
  sheet.line(0, `\nType:\t${textAt(object, "type")}`);
  sheet.line(0, "\nData\n====");
  const isToken = object["type"] === "kubernetes.io/service-account-token";
  for (const [key, value] of pairsAt(object, "data"))
    sheet.field(0, key, isToken && key === "token" ? decoded(value) : `${bytesOf(value)} bytes`);
  return sheet.text;
};

/** Bytes that a text in base64 stands for. */
function bytesOf(base64: string): number {
  const letters = base64.replace(/[^A-Za-z0-9+/]/g, "");
  return Math.floor((letters.length * 3) / 4);
}

function decoded(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

const TITLES = {
  pull: "Image pull secrets:",
  mount: "Mountable secrets: ",
  token: "Tokens:            ",
} as const;

export const describeServiceAccount: Describer = (subject) => {
  const { session, object } = subject;
  const sheet = new Sheet();
  sheet.head(object);
  const namespace = textAt(object, "metadata", "namespace");
  const secrets = listAt(
    session.client.get({ resource: session.discovery.named("secrets"), namespace }),
    "items",
  );
  const existing = new Set(secrets.map((one) => textAt(one, "metadata", "name")));
  const write = (title: string, names: readonly string[]): void => {
    if (names.length === 0) {
      sheet.line(0, `${title}\t<none>`);
      return;
    }
    names.forEach((name, index) => {
      const missing = existing.has(name) ? "" : " (not found)";
      sheet.line(0, `${index === 0 ? title : " ".repeat(title.length)}\t${name}${missing}`);
    });
  };
  write(TITLES.pull, namesAt(object, "imagePullSecrets"));
  write(TITLES.mount, namesAt(object, "secrets"));
  write(
    TITLES.token,
    secrets.filter((one) => isTokenOf(one, object)).map((one) => textAt(one, "metadata", "name")),
  );
  describeEvents(sheet, subject);
  return sheet.text;
};

function namesAt(object: Json, field: string): readonly string[] {
  return listAt(object, field).map((one) => textAt(one, "name"));
}

function isTokenOf(secret: Json, account: Json): boolean {
  const annotations = at(secret, "metadata", "annotations");
  return (
    secret["type"] === "kubernetes.io/service-account-token" &&
    textAt(annotations, "kubernetes.io/service-account.name") === textAt(account, "metadata", "name") &&
    textAt(annotations, "kubernetes.io/service-account.uid") === textAt(account, "metadata", "uid")
  );
}
