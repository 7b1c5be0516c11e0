import { Cli } from "@site/src/components/cli.tsx";
import { LiveExample } from "@site/src/components/live-example.tsx";
import { Persona } from "@site/src/components/persona.tsx";
import TabItem from "@theme/TabItem";
import Tabs from "@theme/Tabs";
import Components from "@theme-original/MDXComponents";

export default { ...Components, Cli, LiveExample, Persona, TabItem, Tabs };
