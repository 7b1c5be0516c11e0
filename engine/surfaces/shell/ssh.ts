/** Letters of ssh's options that take a value (ssh(1)). */
const WITH_VALUE = "BbcDEeFIiJLlmOopQRSWw";

/** What `ssh [OPTION…] [USER@]HOST [COMMAND…]` asks for. Options decide nothing here. */
export interface SshRequest {
  /** The host without the user; `undefined` where none is named. */
  readonly host: string | undefined;
  /** One line for the shell over there: ssh joins the words with spaces, and quotes none. Empty: a shell to type into. */
  readonly command: string;
}

export function readSsh(argv: readonly string[]): SshRequest {
  let host: string | undefined;
  let index = 0;
  // Options may stand behind the host too, until the command begins.
  for (; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (word === "--") continue;
    if (word.startsWith("-") && word.length > 1) {
      const letter = [...word.slice(1)].findIndex((one) => WITH_VALUE.includes(one));
      if (letter === word.length - 2) index++;
      continue;
    }
    if (host !== undefined) break;
    host = word.replace(/^ssh:\/\//, "").replace(/^.*@/, "");
  }
  return { host, command: argv.slice(index).join(" ") };
}

export const SSH_USAGE = "usage: ssh [-l login_name] [-p port] [user@]host [command [argument ...]]\n";
