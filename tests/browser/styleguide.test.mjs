// Every component in every state, in all eight looks: nothing that axe finds, nothing that the policy refuses.

import { after, before, test } from 'node:test';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const look of looks.all) {
  test(`the style guide, ${named(look)}`, async () => {
    const reader = await visitor(browser, server, look);
    await reader.open('/styleguide');
    await reader.expectQuiet('/styleguide');
    await reader.context.close();
  });
}
