// What a tree has that another has not, in AssemblyScript. Entries are compared side by side, as git does it.
import { CHANGED_TREE, CHANGES, CHANGE_LIMIT, NEW_BLOB } from "./layout";

// What an entry is; the mode of a file that its group may write to counts as that of a file.
const FILE: u32 = 1, PROGRAM: u32 = 2, LINK: u32 = 3, TREE: u32 = 4, SUBMODULE: u32 = 5;

/** What the entry at `p` is, by its mode; 0 where git would write no such mode. */
function kindAt(p: usize): u32 {
  const mode = load<u64>(p);
  if ((mode & 0xffffffffffff) == 0x203030303034) return TREE; // "40000 "
  switch (mode & 0xffffffffffffff) {
    case 0x20343436303031: return FILE; // "100644 "
    case 0x20343636303031: return FILE; // "100664 "
    case 0x20353537303031: return PROGRAM; // "100755 "
    case 0x20303030303231: return LINK; // "120000 "
    case 0x20303030303631: return SUBMODULE; // "160000 "
  }
  return 0;
}

@inline function nameOf(entry: usize, kind: u32): usize { return entry + (kind == TREE ? 6 : 7); }

/** Where the name at `p` ends; 0 where it is empty, or no id fits behind it. */
function nameEnd(p: usize, end: usize, idBytes: usize): usize {
  const zero = i8x16.splat(0);
  for (let q = p; q < end; q += 16) {
    const map = i8x16.bitmask(i8x16.eq(v128.load(q), zero));
    if (map == 0) continue;
    const at = q + <usize>ctz(map);
    return at > p && at + 1 + idBytes <= end ? at : 0;
  }
  return 0;
}

function isSame(p: usize, q: usize, length: usize): bool {
  for (; length >= 16; length -= 16, p += 16, q += 16) {
    if (v128.any_true(v128.xor(v128.load(p), v128.load(q)))) return false;
  }
  const differing = ~i8x16.bitmask(i8x16.eq(v128.load(p), v128.load(q))) & 0xffff;
  return (differing & ((1 << <u32>length) - 1)) == 0;
}

/** Less than 0 where the first of two names comes first, 0 where they are the same: a tree stands where its name with a slash does. */
function order(p: usize, pEnd: usize, pKind: u32, q: usize, qEnd: usize, qKind: u32): i32 {
  while (p < pEnd && q < qEnd) {
    const difference = <i32>load<u8>(p++) - <i32>load<u8>(q++);
    if (difference != 0) return difference;
  }
  const a: i32 = p < pEnd ? load<u8>(p) : pKind == TREE ? 47 : 0;
  const b: i32 = q < qEnd ? load<u8>(q) : qKind == TREE ? 47 : 0;
  return a - b;
}

let count: i32 = 0;

/** Writes down an entry that is new or another one. False where there is no room. */
function note(kind: u32, name: usize, id: usize, idBefore: usize): bool {
  if (kind == SUBMODULE) return true;
  if (count == CHANGE_LIMIT) return false;
  const change = CHANGES + (<usize>count << 4);
  count++;
  store<u32>(change, kind == TREE ? CHANGED_TREE : NEW_BLOB);
  store<u32>(change, <u32>name, 4);
  store<u32>(change, <u32>id, 8);
  store<u32>(change, <u32>idBefore, 12);
  return true;
}

/**
 * Writes to CHANGES the files and trees that the tree at `now` has, and the one at `before` has not or otherwise: four numbers each, what it
 * is, where its name begins, where its id (a byte behind the name's end), and where the id of the tree that stood there, or 0. Returns how
 * many they are; -1 where one of both is no tree that git would write, or they are too many.
 */
export function diffTrees(before: usize, beforeSize: usize, now: usize, nowSize: usize, idBytes: usize): i32 {
  count = 0;
  const beforeEnd = before + beforeSize, nowEnd = now + nowSize;
  let p = before, q = now;
  while (p < beforeEnd || q < nowEnd) {
    let qKind: u32 = 0, qName: usize = 0, qEnd: usize = 0, qLength: usize = 0;
    if (q < nowEnd) {
      qKind = kindAt(q);
      qName = nameOf(q, qKind);
      qEnd = nameEnd(qName, nowEnd, idBytes);
      if (qKind == 0 || qEnd == 0) return -1;
      qLength = qEnd + 1 + idBytes - q;
      if (qLength <= beforeEnd - p && isSame(p, q, qLength)) {
        p += qLength;
        q += qLength;
        continue;
      }
    }
    if (p < beforeEnd) {
      const pKind = kindAt(p), pName = nameOf(p, pKind), pEnd = nameEnd(pName, beforeEnd, idBytes);
      if (pKind == 0 || pEnd == 0) return -1;
      const pNext = pEnd + 1 + idBytes;
      const which = q < nowEnd ? order(pName, pEnd, pKind, qName, qEnd, qKind) : -1;
      if (which <= 0) p = pNext;
      if (which < 0) continue;
      if (which == 0) {
        const isOther = pKind != qKind || !isSame(pEnd + 1, qEnd + 1, idBytes);
        if (isOther && !note(qKind, qName, qEnd + 1, pKind == TREE ? pEnd + 1 : 0)) return -1;
        q += qLength;
        continue;
      }
    }
    if (!note(qKind, qName, qEnd + 1, 0)) return -1;
    q += qLength;
  }
  return count;
}
