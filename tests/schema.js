// SPDX-License-Identifier: EUPL-1.2
//
// Validates documents named NN.SCHEMA against SCHEMA.json. Every schema has to be met by some
// document, and has to refuse that document with a key too many or without its format.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv/dist/2020').default;

const [schemas, room] = process.argv.slice(2);
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const names = fs.readdirSync(schemas).filter((f) => f.endsWith('.json')).sort();
for (const name of names) {
	ajv.addSchema(JSON.parse(fs.readFileSync(path.join(schemas, name), 'utf8')));
}

const met = new Set();
let passed = 0;
let failed = 0;

function fail(what, why) {
	failed++;
	console.log(`schema: ${what}: ${why}`);
}

function check(file) {
	const name = file.replace(/^[0-9]+\./, '');
	const validate = ajv.getSchema(`urn:ks:schema:${name}`);
	const document = JSON.parse(fs.readFileSync(path.join(room, file), 'utf8'));

	met.add(name);
	if (!validate) {
		fail(file, 'there is no such schema');
	} else if (!validate(document)) {
		fail(file, ajv.errorsText(validate.errors, { separator: '\n  ' }));
	} else if (validate({ ...document, surprise: 1 }) || validate({ ...document, format: 2 })) {
		fail(file, 'the schema also takes what it should refuse');
	} else {
		passed++;
	}
}

fs.readdirSync(room).filter((f) => /^[0-9]+\./.test(f)).sort().forEach(check);
for (const name of names.map((f) => f.replace(/\.json$/, ''))) {
	if (name !== 'common' && !met.has(name)) {
		fail(name, 'no document tries this schema');
	}
}
console.log(`schema: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
