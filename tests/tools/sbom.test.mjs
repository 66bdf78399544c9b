// Goal: a council can see all that Waymark is made of, with its licence.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const sbom = JSON.parse(execFileSync(path.join(root, 'tools/sbom')).toString());

test('every part has a name of its own and a licence, and what is shipped a known one', () => {
  const ids = sbom.packages.map((one) => one.SPDXID);
  assert.equal(new Set(ids).size, ids.length);
  const shipped = new Set(sbom.relationships.filter((one) => one.relationshipType === 'CONTAINS').map((one) => one.relatedSpdxElement));
  assert.ok(shipped.size > 15, `${shipped.size} parts are shipped`);
  for (const one of sbom.packages) {
    assert.ok(one.licenseDeclared, one.name);
    if (shipped.has(one.SPDXID)) assert.notEqual(one.licenseDeclared, 'NOASSERTION', one.name);
  }
});

test('every relation is between parts that are listed', () => {
  const ids = new Set(sbom.packages.map((one) => one.SPDXID));
  for (const { spdxElementId, relatedSpdxElement } of sbom.relationships) {
    assert.ok(ids.has(spdxElementId) && ids.has(relatedSpdxElement), `${spdxElementId} ${relatedSpdxElement}`);
  }
});

test('what is pinned has its sum', () => {
  const imgui = sbom.packages.find((one) => one.name === 'imgui');
  assert.match(imgui.checksums[0].checksumValue, /^[0-9a-f]{64}$/);
  const lucide = sbom.packages.find((one) => one.name === 'lucide-static');
  assert.match(lucide.checksums[0].checksumValue, /^[0-9a-f]{128}$/);
});
