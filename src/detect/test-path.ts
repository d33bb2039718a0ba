/** True when a path belongs to tests, fixtures or examples, where secrets are mostly made up. */
const testPath =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|specs?|fixtures?|testdata|test-data|mocks?|examples?|samples?|e2e|cypress)\/|[._-](?:test|spec|mock|fixture)s?\.[\w.]{1,12}$|(?:^|\/)test_[^/]{1,80}\.py$|Tests?\.(?:java|cs|kt|swift)$/iu;

export function isTestPath(path: string): boolean {
  return testPath.test(path);
}
