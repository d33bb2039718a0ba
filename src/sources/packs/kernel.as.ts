// The unpacking kernel, in AssemblyScript. Nothing outside of its memory can be touched, and inside of it all bounds are checked.
export { inflate, start } from "./inflate.as";
export { patch, resultSize } from "./delta.as";
export { diffTrees } from "./tree.as";
