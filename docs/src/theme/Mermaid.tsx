import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";

const Drawn = lazy(() => import("@theme-original/Mermaid"));

/** A diagram is fetched and drawn when the reader comes near it; without JavaScript its text stands there. */
export default function Mermaid({ value }: { readonly value: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: "400px" },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={place} className="pw-mermaid">
      {near ? (
        <Suspense fallback={null}>
          <Drawn value={value} />
        </Suspense>
      ) : (
        <noscript>
          <pre>{value}</pre>
        </noscript>
      )}
    </div>
  );
}
