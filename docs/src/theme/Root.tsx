import { type ReactNode, useEffect } from "react";

/** Around every page. It says when the page answers to clicks and keys, for whoever drives it by program. */
export default function Root({ children }: { readonly children: ReactNode }): ReactNode {
  useEffect(() => {
    document.documentElement.dataset["alive"] = "";
  }, []);
  return children;
}
