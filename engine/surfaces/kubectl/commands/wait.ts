import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, throwAll } from "../failure.ts";
import { ALL_NAMESPACES, FIELD_SELECTOR, FILES, PRINT, SELECTOR } from "../flags/common.ts";
import { bool, duration, text } from "../flags/flag.ts";
import { JsonPath, valueText } from "../print/jsonpath.ts";
import { objectName } from "../print/printer.ts";
import { relaxedPath } from "../print/relaxed-path.ts";
import { type ApiObject, listAt, textAt } from "../server/api.ts";
import { forEachInfo } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

export const WAIT: Command = {
  name: "wait",
  short: "Experimental: Wait for a specific condition on one or many resources",
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  examples: ["kubectl wait --for=condition=Ready pod/web", "kubectl wait --for=delete pod/web --timeout=60s"],
  flags: [
    ...PRINT,
    ...FILES,
    SELECTOR,
    FIELD_SELECTOR,
    ALL_NAMESPACES,
    bool("all"),
    bool("local"),
    text("for"),
    duration("timeout", "30s"),
  ],
  run,
};

type Test = (object: ApiObject) => boolean;

function run(call: Call): void {
  const { flags, args, session } = call;
  const condition = flags.text("for");
  const isDelete = condition.toLowerCase() === "delete";
  const isCreate = condition.toLowerCase() === "create";
  const test: Test = isDelete ? () => false : isCreate ? () => true : testOf(condition);
  const { infos, errors } = objectsOf(call, args);
  const others = isDelete ? errors.filter((error) => !isMissing(error)) : errors;
  if (isCreate && others.some(isMissing)) throw new PlainError("timed out waiting for the condition");
  if (infos.length === 0 && others.length === 0 && !isDelete)
    throw new PlainError("no matching resources found");
  forEachInfo(infos, ({ object, resource, name }) => {
    if (test(object)) {
      session.out(`${objectName(object)} condition met\n`);
      return;
    }
    // Nothing changes while a command runs: what does not hold now would not hold at the end either.
    throw new PlainError(
      flags.duration("timeout") === 0
        ? `condition not met for ${resource.plural}/${name}`
        : `timed out waiting for the condition on ${resource.plural}/${name}`,
    );
  });
  throwAll(others);
}

const isMissing = (error: Error): boolean => error instanceof StatusFailure && error.isNotFound;

function testOf(condition: string): Test {
  if (condition.startsWith("condition=")) {
    const [type = "", value = "true"] = condition.slice("condition=".length).split(/=(.*)/s);
    return (object) =>
      listAt(object, "status", "conditions").some(
        (one) =>
          textAt(one, "type").toLowerCase() === type.toLowerCase() &&
          textAt(one, "status").toLowerCase() === value.toLowerCase(),
      );
  }
  if (!condition.startsWith("jsonpath="))
    throw new PlainError(`unrecognized condition: ${JSON.stringify(condition)}`);
  const parts = condition.slice("jsonpath=".length).split(/(?<!=)=(?!=)/);
  const [expression = "", raw] = parts;
  if (parts.length > 2)
    throw new PlainError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  const path = new JsonPath(relaxedPath(expression));
  const wanted = raw?.replace(/^['"]+|['"]+$/g, "");
  if (wanted === "")
    throw new PlainError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  return (object) => {
    const [found = []] = path.find(object);
    return found.length > 0 && (wanted === undefined || valueText(found[0]) === wanted);
  };
}
