import { remember } from "../model/remember.ts";

// A test of a path is in a directory for tests, or named as one. Both are asked apart: most files share their directory with the last one,
// and the directories of a tree are called alike.
const testDirectory = remember((name) =>
  /^(?:(?:[a-z\d]{1,30}[-_.]){0,3}(?:tests?|unittests?|testsuites?|testcases?|testing|testdata|__tests__|__mocks__|__fixtures__|specs?|fixtures?|mocks?)(?:[-_.][a-z\d]{1,30})?|t|examples?|samples?|e2e|cypress)$/iu.test(
    name,
  ),
);
const testName =
  /[._-](?:test|spec|mock|fixture)s?\.[\w.]{1,12}$|^test[-_].{1,80}\.\w{1,5}$|^(?:tests?|unittests?|conftest)\.\w{1,4}$/isu;
// One of these is in every such name.
const wordsOfTests = ["test", "spec", "mock", "fixture"];
// The hump tells `LoginTest.java` from `latest.java`.
const testClass = /[a-z\d](?:Tests?|TestCase|Spec)\.(?:java|cs|kt|swift|scala|groovy|php|py|[jt]s|mm?)$/u;

let lastPath = "";
let isLastTest = false;
let lastDirectory = "";
let isLastOfTests = false;

function isOfTests(directory: string): boolean {
  if (directory !== lastDirectory) {
    lastDirectory = directory;
    isLastOfTests = directory.split("/").some(testDirectory);
  }
  return isLastOfTests;
}

/** True when a path belongs to tests, fixtures or examples, where secrets are mostly made up. */
export function isTestPath(path: string): boolean {
  if (path !== lastPath) {
    lastPath = path;
    isLastTest = judged(path);
  }
  return isLastTest;
}

function judged(path: string): boolean {
  const nameAt = path.lastIndexOf("/") + 1;
  const name = path.slice(nameAt);
  if (isOfTests(path.slice(0, nameAt))) return true;
  const lower = name.toLowerCase();
  return wordsOfTests.some((word) => lower.includes(word)) && (testName.test(name) || testClass.test(name));
}
