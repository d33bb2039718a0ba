// Where a read that gives less than asked for is the last one of a file: known of a few file systems, and of what is mounted in a tree.
import { expect, it } from "vitest";
import { isOnTrusted } from "../../src/sources/whole-reads.ts";

const line = (point: string, type: string): string =>
  `36 35 98:0 / ${point} rw,noatime master:1 - ${type} /dev/root rw,errors=continue\n`;
const disk = line("/", "ext4") + line("/proc", "proc") + line("/home/me/my\\040work", "fuse.sshfs");

it("files are trusted by the file system that they lie on, and by those that are mounted among them", () => {
  expect(isOnTrusted(disk, "/home/me/app")).toBe(true);
  expect(isOnTrusted(disk, "/processes")).toBe(true);
  for (const path of ["/", "/proc", "/proc/self", "/home", "/home/me", "/home/me/my work", "/home/me/my work/app"])
    expect(isOnTrusted(disk, path)).toBe(false);
  const inner = disk + line("/home/me/app/cache", "tmpfs");
  expect(isOnTrusted(inner, "/home/me/app")).toBe(true);
  expect(isOnTrusted(inner + line("/home/me/app/one.txt", "nfs4"), "/home/me/app")).toBe(false);
});

it("of two mounts at one place both are asked", () => {
  for (const table of [line("/", "overlay") + line("/", "ext4"), line("/", "ext4") + line("/", "overlay")])
    expect(isOnTrusted(table, "/app")).toBe(false);
});

it("nothing is trusted that is not known", () => {
  for (const table of ["", "nonsense\n", `${disk}nonsense\n`, line("app", "ext4"), line("/other", "ext4")])
    expect(isOnTrusted(table, "/app")).toBe(false);
});
