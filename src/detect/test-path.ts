/** True when a path belongs to tests, fixtures or examples, where secrets are mostly made up. */
const testPath =
  /(?:^|\/)(?:(?:[a-z\d]{1,30}[-_.]){0,3}(?:tests?|unittests?|testsuites?|testcases?|testing|testdata|__tests__|__mocks__|__fixtures__|specs?|fixtures?|mocks?)(?:[-_.][a-z\d]{1,30})?|t|examples?|samples?|e2e|cypress)\/|[._-](?:test|spec|mock|fixture)s?\.[\w.]{1,12}$|(?:^|\/)test[-_][^/]{1,80}\.\w{1,5}$|(?:^|\/)(?:tests?|unittests?|conftest)\.\w{1,4}$/iu;
// The hump tells `LoginTest.java` from `latest.java`.
const testClass = /[a-z\d](?:Tests?|TestCase|Spec)\.(?:java|cs|kt|swift|scala|groovy|php|py|[jt]s|mm?)$/u;

export function isTestPath(path: string): boolean {
  return testPath.test(path) || testClass.test(path);
}
