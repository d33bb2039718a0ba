// The thread in which texts are searched beside the main one.
import { work } from "./detect/jobs/work.ts";
import { createSearch } from "./detect/search.ts";
import { type JobData, searchOptions } from "./search-options.ts";

work((data) => {
  const { config, explain } = data as JobData;
  return createSearch(searchOptions(config, explain));
});
