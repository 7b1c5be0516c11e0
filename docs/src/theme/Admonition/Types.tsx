import { ADMONITIONS } from "@site/src/components/admonitions.tsx";
import Types from "@theme-original/Admonition/Types";

export default { ...Types, ...ADMONITIONS };
