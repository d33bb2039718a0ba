// Which commits an event is about. A gate that looks at the wrong ones passes what it should stop, so every way out of a missing
// commit is either said or an error that names the remedy, and what was chosen is always printed.
import { UserError } from "../model/error.ts";
import { commitOf, openClone, partedAt, unshallow, type Clone } from "../sources/clone.ts";
import type { RunOptions } from "../run.ts";
import type { Event, PullRequest, Push } from "./event.ts";
import { policyOf, refsOf } from "./policy-base.ts";

/** What is scanned, and the sentence that says why. */
export interface Choice {
  readonly kind: "change" | "files" | "history" | "nothing";
  readonly why: string;
  readonly options: Pick<RunOptions, "diff" | "history" | "policyFrom">;
  /** The commit whose files are looked at; the one that is checked out where there is none. */
  readonly head?: string;
}

/** What the workflow says of it. */
export interface RangeInputs {
  readonly scan: "auto" | "files" | "history";
  /** A branch or commit to compare with, in place of the one that the event names. */
  readonly base: string;
}

/** A commit that the head may be compared with, best first. */
interface Base {
  readonly name: string;
  readonly words: string;
}

const short = (id: string): string => id.slice(0, 10);

const files = (why: string): Choice => ({ kind: "files", why: `Scanning all files: ${why}.`, options: {} });

const everyCommit = (why: string): Choice => ({
  kind: "history",
  why: `Scanning every commit: ${why}.`,
  options: { history: true },
});

/** What is scanned as a whole is judged by a policy from before the change that started it. */
async function judged(choice: Choice, event: Event, base: string, open: () => Promise<Clone>): Promise<Choice> {
  const policy = await policyOf(event, base, open);
  if (!policy) return choice;
  const { policyFrom, words } = policy;
  return {
    ...choice,
    why: `${choice.why} ${words}`,
    options: { ...choice.options, ...(policyFrom !== undefined && { policyFrom }) },
  };
}

/** The comparison with the first base that is there and that the head comes from; nothing where no base is. */
async function comparison(clone: Clone, bases: readonly Base[], head: string): Promise<Choice | undefined> {
  let shallow: UserError | undefined;
  for (const { name, words } of bases) {
    try {
      const base = await commitOf(clone, name);
      const { from, to } = await partedAt(clone, base, head);
      return {
        kind: "change",
        why: `Scanning what ${short(to)} adds since ${short(from)}: ${words}.`,
        options: { diff: `${base}...${to}`, policyFrom: base },
        head: to,
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // In a whole clone the commit is gone; in a shallow one nobody knows.
      if (clone.isShallow) shallow ??= error;
    }
  }
  if (shallow) throw shallow;
  return undefined;
}

async function ofPullRequest(clone: Clone, event: Event, pull: PullRequest): Promise<Choice> {
  const words = `pull request #${String(pull.number)}`;
  try {
    await commitOf(clone, pull.head);
  } catch (error) {
    if (!(error instanceof UserError) || event.name !== "pull_request_target") throw error;
    throw new UserError(
      `The head of ${words} is not in this clone, because pull_request_target checks out the base: use the event pull_request, which needs no secrets.`,
    );
  }
  const branch = pull.baseBranch;
  const bases: Base[] = [
    { name: pull.base, words },
    ...(branch === undefined
      ? []
      : refsOf(branch).map((name) => ({
          name,
          words: `${words}, whose base ${short(pull.base)} is gone, so it is compared with ${branch}`,
        }))),
  ];
  const choice = await comparison(clone, bases, pull.head);
  if (choice) return choice;
  throw new UserError(
    `The base of ${words}, ${short(pull.base)}, is not in this clone, or has no commit in common with its head: ${unshallow}.`,
  );
}

/** A branch is compared with what it was; a new one, or one that was rewritten, with the default branch. */
async function ofPush(clone: Clone, event: Event, push: Push): Promise<Choice> {
  const { before, after, isForced } = push;
  const { defaultBranch, ref } = event;
  if (after === undefined)
    return { kind: "nothing", why: "Nothing to scan: the push deletes a branch or tag.", options: {} };
  await commitOf(clone, after);
  const lost =
    before === undefined ? "the branch is new" : `its earlier end ${short(before)} is gone, as after a forced push`;
  const isDefault = defaultBranch === undefined || ref === `refs/heads/${defaultBranch}`;
  const bases: Base[] = [
    ...(before === undefined ? [] : [{ name: before, words: isForced ? "a forced push" : "a push" }]),
    ...(isDefault
      ? []
      : refsOf(defaultBranch).map((name) => ({ name, words: `${lost}, so it is compared with ${defaultBranch}` }))),
  ];
  const choice = await comparison(clone, bases, after);
  if (choice) return choice;
  const whole =
    before === undefined
      ? everyCommit(`${lost}, and there is nothing to compare it with`)
      : files(`${lost}, and no other base is known`);
  return judged(whole, event, "", () => Promise.resolve(clone));
}

async function named(clone: Clone, event: Event, base: string): Promise<Choice> {
  const head = event.pullRequest?.head ?? event.mergeGroup?.head ?? event.push?.after ?? "HEAD";
  const words = "the input base names that commit";
  const choice = await comparison(
    clone,
    [
      { name: base, words },
      { name: `refs/remotes/origin/${base}`, words },
    ],
    head,
  );
  if (choice) return choice;
  throw new UserError(
    `The input "base" names no commit that the scanned one comes from: check its spelling, and ${unshallow}.`,
  );
}

/** What to scan for an event. A UserError where the clone does not hold the commits. */
export async function chooseRange(event: Event, inputs: RangeInputs, workspace: string): Promise<Choice> {
  const { scan, base } = inputs;
  const open = (): Promise<Clone> => openClone(workspace);
  const { pullRequest, push, mergeGroup } = event;
  if (base === "" && !pullRequest && !push && !mergeGroup && /^(?:pull_request|merge_group)/u.test(event.name))
    throw new UserError(
      `The event ${event.name} names no base and no head, so the change is not known: set the input "base".`,
    );
  if (scan !== "auto") {
    const why = `the input scan is "${scan}"`;
    return judged(scan === "files" ? files(why) : everyCommit(why), event, base, open);
  }
  if (base === "" && !pullRequest && !push && !mergeGroup) {
    return files(event.name === "" ? "no event is known" : `the event ${event.name} is about no change`);
  }
  if (base === "" && push && !event.ref.startsWith("refs/heads/") && push.after !== undefined)
    return judged(files("a tag was pushed"), event, "", open);
  const clone = await open();
  if (base !== "") return named(clone, event, base);
  if (pullRequest) return ofPullRequest(clone, event, pullRequest);
  if (push) return ofPush(clone, event, push);
  const words = "the change that the merge queue tries";
  const choice = mergeGroup && (await comparison(clone, [{ name: mergeGroup.base, words }], mergeGroup.head));
  if (choice) return choice;
  throw new UserError(`The base of the merge queue's change is not in this clone: ${unshallow}.`);
}
