import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";

const Search = lazy(() => import("@theme-original/SearchBar"));

/** The search is fetched when somebody wants to search: most visits do without its script. */
export default function SearchBar(): ReactNode {
  const { customFields } = useDocusaurusContext().siteConfig;
  return customFields?.["search"] === true ? <SearchWhenWanted /> : null;
}

function SearchWhenWanted(): ReactNode {
  const [wanted, setWanted] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setWanted(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div ref={box} className="pw-search">
      {wanted ? (
        <Suspense fallback={<Stand />}>
          <Search />
          <Focused within={box} />
        </Suspense>
      ) : (
        <button type="button" className="pw-search__button" onClick={() => setWanted(true)}>
          <Stand />
        </button>
      )}
    </div>
  );
}

function Stand(): ReactNode {
  return (
    <span>
      Search <kbd>Ctrl K</kbd>
    </span>
  );
}

/** Whoever asked for the search is about to type. */
function Focused({ within }: { readonly within: { readonly current: HTMLElement | null } }): ReactNode {
  useEffect(() => within.current?.querySelector("input")?.focus(), [within]);
  return null;
}
