import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import type { Choices } from "./answers.ts";

/** Whatever a location answers over HTTPS, clients are told to stay there (lua_ingress.lua, header). */
export function withHsts(config: NginxConfig, { scheme }: HttpRequest, choices: Choices): Choices {
  if (scheme !== "https" || !config.flag("hsts", true)) return choices;
  const age = config.text("hsts-max-age") ?? "31536000";
  const domains = config.flag("hsts-include-subdomains", true) ? "; includeSubDomains" : "";
  const preload = config.flag("hsts-preload", false) ? "; preload" : "";
  const header = { "strict-transport-security": `max-age=${age}${domains}${preload}` };
  const told = (ending: Ending): Ending =>
    ending.kind === "answered" ? { ...ending, headers: { ...ending.headers, ...header } } : ending;
  const wrap = (all: Choices): Choices =>
    all.map((choice) => {
      const { does } = choice;
      if (does.kind !== "upstream") return { ...choice, does: told(does) };
      const answer: typeof does.answer = (ending) => {
        const own = does.answer(ending);
        return { ...own, ending: told(own.ending) };
      };
      const then = (ending: Ending): Choices | undefined => {
        const next = does.then?.(ending);
        return next === undefined ? undefined : wrap(next);
      };
      return { ...choice, does: { ...does, answer, then } };
    });
  return wrap(choices);
}
