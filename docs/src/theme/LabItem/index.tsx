import DocItem from "@theme/DocItem";

export default DocItem;
