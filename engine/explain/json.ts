import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { Branch, Hop, Leg, Trace } from "../trace/trace.ts";
import type { DnsRecord } from "../values/dns-message.ts";
import { formatSocket, type Packet } from "../values/packet.ts";
import { endingSentence, nearestSentence, stepSentence } from "./sentence.ts";
import { whySentence } from "./why.ts";

type Json = Readonly<Record<string, unknown>>;

/** The trace as `podwire trace -o json` prints it; `trace.schema.json` describes it. Plain data. */
export function traceToJson(trace: Trace): Json {
  const { profile, client, request, outcome, branches, selectedBy, nearest, hints } = trace;
  return {
    apiVersion: "podwire.dev/v1",
    kind: "Trace",
    profile,
    client,
    request,
    outcome,
    branches: branches.map(branchJson),
    selectedBy: selectedBy.map(objectJson),
    nearest: nearest.map(nearestJson),
    hints,
  };
}

function branchJson(branch: Branch): Json {
  const { share, client, ending, decidedBy, reached, assumed, legs, tool } = branch;
  return {
    share,
    client,
    ending: endingJson(ending),
    decidedBy: { ...stepJson(decidedBy.step), sentence: whySentence(branch) },
    reached: {
      ...reached,
      ...(reached.service === undefined ? {} : { service: nameJson(reached.service) }),
    },
    assumed,
    legs: legs.map(legJson),
    ...(tool === undefined ? {} : { tool }),
  };
}

function nameJson({ kind, namespace, name }: ObjectUse): Json {
  return { kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function endingJson(ending: Ending): Json {
  const sentence = endingSentence(ending);
  if (ending.kind !== "answered") return { kind: ending.kind, sentence };
  const { kind, status, headers, took, records } = ending;
  return {
    kind,
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(took === undefined ? {} : { took }),
    ...(records === undefined ? {} : { records: records.map(recordJson) }),
    sentence,
  };
}

function recordJson(record: DnsRecord): Json {
  return record.type === "A" || record.type === "AAAA"
    ? { ...record, address: record.address.text }
    : { ...record };
}

function legJson({ purpose, question, hops, ending }: Leg): Json {
  return {
    purpose,
    ...(question === undefined ? {} : { question }),
    hops: hops.map(hopJson),
    ...(ending === undefined ? {} : { ending: endingJson(ending) }),
  };
}

function hopJson({ place, node, step, packet }: Hop): Json {
  return {
    place,
    ...(node === undefined ? {} : { node }),
    ...stepJson(step),
    ...(packet === undefined ? {} : { packet: packetJson(packet) }),
    sentence: stepSentence(step),
  };
}

function stepJson(step: StepShape): Json {
  return { function: step.function, code: step.code, objects: step.objects.map(objectJson) };
}

function packetJson({ source, sourcePort, destination, destinationPort, protocol }: Packet): Json {
  return {
    source: formatSocket(source, sourcePort),
    destination: formatSocket(destination, destinationPort),
    protocol,
  };
}

function objectJson(use: ObjectUse): Json {
  const at = use.source?.at(use.path ?? []);
  return { ...nameJson(use), ...(at === undefined ? {} : { file: at.file, line: at.line }) };
}

function nearestJson(nearest: Nearest): Json {
  const { object, direction, rule, peer, port, differs } = nearest;
  return {
    object: objectJson(object),
    direction,
    ...(rule === undefined ? {} : { rule }),
    ...(peer === undefined ? {} : { peer }),
    ...(port === undefined ? {} : { port }),
    differs,
    sentence: nearestSentence(nearest),
  };
}
