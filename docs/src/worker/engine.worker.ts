import type { CallMessage, CallName, Calls, ReplyMessage } from "./protocol.ts";

type Handlers = { readonly [N in CallName]: (question: Calls[N]["question"]) => Promise<Calls[N]["answer"]> };

/** Each part of the engine is fetched when it is first asked for. */
const HANDLERS: Handlers = {
  live: async (question) => (await import("../live/ask.ts")).askAll(question),
  home: async (policy) => (await import("../front/scenario.ts")).runHome(policy),
  lab: async ({ lab, work }) => (await import("../lab/engine/run-lab.ts")).runLab(lab, work),
  terminal: async ({ lab, work, line }) =>
    (await import("../lab/engine/terminal.ts")).runLine(lab, work, line),
  tab: async ({ lab, work, line }) =>
    (await import("../lab/engine/terminal.ts")).completeLine(lab, work, line),
  complete: async ({ lab, work, file, offset }) =>
    (await import("../lab/engine/complete.ts")).complete(lab, work, file, offset),
  author: async (project) => (await import("../lab/engine/author.ts")).readProject(project),
  mistake: async ({ project, work }) => (await import("../lab/engine/author.ts")).tryMistake(project, work),
  record: async ({ project, work, recording }) =>
    (await import("../lab/engine/author.ts")).record(project, work, recording),
  prove: async (project) => (await import("../lab/engine/author.ts")).proveProject(project),
  palette: async () => (await import("../../../steps/lab/palette.ts")).palette(),
  predict: async ({ lab, id }) => {
    const prediction = lab.predictions.find((one) => one.id === id);
    if (prediction === undefined) throw new Error(`the lab has no prediction ${id}`);
    const { runPrediction } = await import("../../../steps/lab/predict.ts");
    return (await runPrediction(lab, prediction)).map(({ status }) => status === "passed");
  },
};

self.onmessage = async ({ data }: MessageEvent<CallMessage>): Promise<void> => {
  const reply = (message: ReplyMessage): void => self.postMessage(message);
  try {
    const handler = HANDLERS[data.name] as (question: unknown) => Promise<unknown>;
    reply({ id: data.id, answer: await handler(data.question) });
  } catch (error) {
    reply({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
};
