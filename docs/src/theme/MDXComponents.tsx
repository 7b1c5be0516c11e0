import { Cli } from "@site/src/components/cli.tsx";
import { LiveExample } from "@site/src/components/live-example.tsx";
import { Persona } from "@site/src/components/persona.tsx";
import { Predict, Run } from "@site/src/lab/parts/predict.tsx";
import { Task } from "@site/src/lab/parts/task.tsx";
import TabItem from "@theme/TabItem";
import Tabs from "@theme/Tabs";
import Components from "@theme-original/MDXComponents";

export default { ...Components, Cli, LiveExample, Persona, Predict, Run, TabItem, Tabs, Task };
