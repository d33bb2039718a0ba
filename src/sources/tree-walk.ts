// What the commits of a history brought, told by their trees as packs hold them: directory by directory, since the trees of one are stored
// as differences from each other. What packs do not hold as git writes it is left to git, commit by commit.
import { setImmediate } from "node:timers/promises";
import { shown } from "./file-path.ts";
import type { Place } from "./packs/unpack.ts";
import type { TreeChange, Trees } from "./packs/trees.ts";

/** Says that a commit brought the content whose id's bytes begin at `at` to a path. */
export type Bring = (ids: Buffer, at: number, commit: number, path: number) => void;

/** Trees of one directory that commits changed, from the newest commit on. */
export class Steps {
  readonly #held: number[] = [];

  get length(): number {
    return this.#held.length / 3;
  }

  /** Where a tree stands now, and where the one that stood there before; 0 for none. */
  add(commit: number, before: Place, now: Place): void {
    this.#held.push(commit, before, now);
  }

  commit(index: number): number {
    return this.#held[3 * index] ?? 0;
  }

  before(index: number): Place {
    return this.#held[3 * index + 1] ?? 0;
  }

  now(index: number): Place {
    return this.#held[3 * index + 2] ?? 0;
  }
}

/** Where commits are listed whose trees are to be compared by git. */
export interface Left {
  has(commit: number): boolean;
  add(commit: number): unknown;
}

interface Directory {
  /** With a slash at its end; empty at the top. */
  readonly path: string;
  readonly steps: Steps;
  /** About how many bytes of memory it takes. */
  readonly weight: number;
}

/** What stands at a name in a directory. */
interface Child {
  readonly path: string;
  /** Of the path; -1 until it is asked for. */
  number: number;
  steps: Steps | undefined;
  /** The id of the tree that stood there before the last step: mostly that of the next one. */
  before: Buffer | undefined;
  /** About how many bytes of memory it takes. */
  weight: number;
}

/** After so much work, in bytes that were put together, others have their turn. */
const turn = 8_000_000;
/** Trees that hold each other many times over have more paths than anybody has time and memory for: git is asked then. */
const mostChanges = 50_000_000;
/** In bytes, about. */
const mostHeld = 200_000_000;
const childBytes = 700;
const stepBytes = 40;
const longestPath = 16_384;

/** Compares the trees at the top of some commits, and all below them. */
export async function walkTrees(
  trees: Pick<Trees, "memory" | "idBytes" | "work" | "find" | "compare" | "change">,
  top: Steps,
  left: Left,
  { bring, numberOf }: { readonly bring: Bring; readonly numberOf: (path: string) => number },
): Promise<void> {
  const { memory } = trees;
  const waiting: Directory[] = [{ path: "", steps: top, weight: 0 }];
  let turnEnd = turn;
  let changes = 0;
  let held = 0;

  const childOf = (children: Map<string, Child>, path: string, { name, id }: TreeChange): Child => {
    const key = memory.toString("latin1", name, id - 1);
    let child = children.get(key);
    if (!child) {
      const own = path + shown(memory.subarray(name, id - 1));
      const weight = childBytes + key.length + 2 * own.length;
      child = { path: own, number: -1, steps: undefined, before: undefined, weight };
      children.set(key, child);
      held += weight;
    }
    return child;
  };

  const isAt = (id: Buffer, at: number): boolean => {
    let same = 0;
    while (same < id.length && id[same] === memory[at + same]) same++;
    return same === id.length;
  };

  /** False where the tree is not to be found. */
  const step = (child: Child, { id, idBefore }: TreeChange, commit: number): boolean => {
    const isNext = child.before !== undefined && isAt(child.before, id);
    const now = isNext ? child.steps?.before(child.steps.length - 1) : trees.find(memory, id);
    const before = idBefore === 0 ? 0 : trees.find(memory, idBefore);
    if (now === undefined || before === undefined) return false;
    if (idBefore === 0) child.before = undefined;
    else {
      child.before ??= Buffer.alloc(trees.idBytes);
      for (let i = 0; i < trees.idBytes; i++) child.before[i] = memory[idBefore + i] ?? 0;
    }
    child.weight += stepBytes;
    held += stepBytes;
    (child.steps ??= new Steps()).add(commit, before, now);
    return true;
  };

  for (let directory = waiting.pop(); directory; directory = waiting.pop()) {
    const { path, steps, weight } = directory;
    const children = new Map<string, Child>();
    for (let index = 0; index < steps.length; index++) {
      const commit = steps.commit(index);
      if (left.has(commit)) continue;
      const isTooMuch = changes > mostChanges || held > mostHeld;
      const count = isTooMuch ? -1 : trees.compare(steps.before(index), steps.now(index));
      if (count < 0) left.add(commit);
      changes += Math.max(0, count);
      for (let number = 0; number < count; number++) {
        const change = trees.change(number);
        if (path.length + change.id - change.name > longestPath) {
          left.add(commit);
          break;
        }
        const child = childOf(children, path, change);
        if (change.isTree) {
          if (!step(child, change, commit)) left.add(commit);
          continue;
        }
        if (child.number < 0) child.number = numberOf(child.path);
        bring(memory, change.id, commit, child.number);
      }
      if (trees.work < turnEnd) continue;
      await setImmediate();
      turnEnd = trees.work + turn;
    }
    held -= weight;
    for (const child of children.values()) {
      if (child.steps) waiting.push({ path: `${child.path}/`, steps: child.steps, weight: child.weight });
      else held -= child.weight;
    }
  }
}
