// Texts that a program is about to write, with what stands in their place until then.
import { decode } from "./encoding.ts";
import { noticeItem, tooLarge, type SourceItem } from "./source-item.ts";

/** One of them. */
export interface ProposedText {
  /** Path to report; its ending tells the format. */
  readonly path: string;
  readonly content: Buffer;
  /** What stands in the file now; nothing where it is new. */
  readonly before?: Buffer;
  /** False for what goes into no file, such as a command: the files that the project ignores say nothing of it. */
  readonly isFile: boolean;
}

interface ProposedOptions {
  /** Tells which files the project does not want scanned, by reported path. */
  readonly ignore: (path: string) => boolean;
  /** Bytes. Larger texts are not scanned. */
  readonly maxFileSize: number;
}

/** What would be added, and how to find out what stood there before. */
interface Proposal {
  readonly items: AsyncIterable<SourceItem>;
  before(): AsyncIterable<Buffer>;
  after(): AsyncIterable<Buffer>;
  /** No text comes from a commit. */
  readonly dates: () => Promise<ReadonlyMap<string, string>>;
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is there already, for those who wait for it
async function* oneByOne<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** The texts, but for those that the project ignores. */
export function proposed(texts: readonly ProposedText[], { ignore, maxFileSize }: ProposedOptions): Proposal {
  const wanted = texts.filter(({ path, isFile }) => !isFile || !ignore(path));
  const items = wanted.map(({ path, content }): SourceItem => {
    if (content.length > maxFileSize) return noticeItem("not-scanned", path, tooLarge(maxFileSize));
    return { kind: "text", text: { path, ...decode(content, path) } };
  });
  return {
    items: oneByOne(items),
    before: () => oneByOne(wanted.flatMap(({ path, before }) => (before ? [decode(before, path).bytes] : []))),
    after: () => oneByOne(wanted.map(({ path, content }) => decode(content, path).bytes)),
    dates: () => Promise.resolve(new Map()),
  };
}
