import { describe, expect, it } from "vitest";
import { parseAnswers } from "./answers.ts";

const AS_EVER = { status: 200, took: 0, closes: false, headers: {}, unread: [] };

describe("the annotation of what a pod answers", () => {
  it.each([
    ["status=503; first=2", { status: 503, first: 2 }],
    ["delay=1m1s", { took: 61_000 }],
    ["delay=300ms; close", { took: 300, closes: true }],
    ["header=X-Version: 2; header=x-b: c", { headers: { "x-version": "2", "x-b": "c" } }],
    [
      "status=99; delay=soon; header=a b: c; later",
      { unread: ["status=99", "delay=soon", "header=a b: c", "later"] },
    ],
    ["header=__proto__: x", { unread: ["header=__proto__: x"] }],
  ])("%s", (text, said) => expect(parseAnswers(text)).toEqual({ ...AS_EVER, ...said }));
});
