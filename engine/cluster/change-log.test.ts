import { expect, it } from "vitest";
import { ChangeLog } from "./change-log.ts";

it("copies go their own ways, whoever writes first", () => {
  const log = new ChangeLog<string>();
  log.add("a");
  const [first, second] = [log.fork(), log.fork()];
  first.add("b");
  log.add("c");
  second.add("d");
  first.add("e");
  expect([[...log], [...first], [...second]]).toEqual([
    ["a", "c"],
    ["a", "b", "e"],
    ["a", "d"],
  ]);
});
