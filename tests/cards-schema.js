// SPDX-License-Identifier: EUPL-1.2
//
// Holds the YAML files of coalitions against the schemas that ks makes of them, with a YAML parser
// and a validator that are not ours.
//
//   node tests/cards-schema.js ROOM TOP
//
// ROOM is a folder to work in, TOP that of the sources; ks is on the PATH. For each coalition
//   - every schema of `ks cards schema` is a JSON Schema, without anything a strict reader wonders at;
//   - every file fits the schema of its kind and that of all kinds, both as ks reads it (scalars are
//     text) and as an editor does (28 is a number, true a boolean).
// The other way round, for the small coalition of the sessions: its files are spoilt in every place
// and in several ways (of these one in KS_SPOIL_EVERY, 11), and the schema has to refuse what ks
// refuses. What only ks refuses is counted by the code of its message, and fails unless the code is
// listed below with the reason; what only the schema refuses always fails. Then the files of
// tests/hostile/cards likewise.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync, spawnSync } = require('child_process');
const Ajv = require('ajv/dist/2020').default;
const YAML = require('yaml');

const [room, top] = process.argv.slice(2);
const kinds = ['coalition', 'sources', 'factors', 'instruments', 'roles', 'interventions', 'card', 'example'];
const every = Number(process.env.KS_SPOIL_EVERY || 11);

// What a schema does not say, and why.
const onlyKs = {
	'need-date': 'which days a month has',
	'need-minmax': 'that the lowest is not above the highest',
	'duplicate-step': 'names that must differ stand in different mappings',
	'duplicate-id': 'the same, for entries',
	'unknown-step': 'a step that is named elsewhere in the file',
	'unknown-item': 'the items of the instrument that is named beside it',
	'unknown-outcome': 'its outcomes, likewise',
	'score-out-of-range': 'its limits, likewise',
	'score-has-range': 'whether it has a range, likewise',
	'score-has-outcomes': 'or outcomes',
	'outcome-or-limit': 'an outcome beside limits',
	'twice': 'the same word twice in a list',
	'alternative-circle': 'a circle over several entries',
	'reserved-source': 'ids that are taken by ks itself',
	'reserved-role': 'ids that are taken by ks itself',
	'extends-circle': 'other folders',
	'extends-unknown': 'other folders',
	'yaml-depth': 'depth of nesting: a limit of the reader',
};
// Where the spoilt file defines ids itself, others may name one that it just lost: the schema was
// made before.
const lost = /^unknown-(source|factor|role|intervention|instrument)$|^is-(signal|protective)$|^subject-not-of-factor$/;

let passed = 0;
let failed = 0;

function check(ok, what, why) {
	if (ok) {
		passed++;
		return;
	}
	failed++;
	console.log(`cards-schema: ${what}: ${why}`);
}

function kindOf(file) {
	const folder = path.basename(path.dirname(file));

	return folder === 'cards' ? 'card' : folder === 'examples' ? 'example' : path.basename(file, '.yaml');
}

function filesOf(folder) {
	const found = [];

	for (const name of fs.readdirSync(folder).sort()) {
		const file = path.join(folder, name);

		if (fs.statSync(file).isDirectory()) {
			found.push(...filesOf(file));
		} else if (name.endsWith('.yaml') && kinds.includes(kindOf(file))) {
			found.push(file);
		}
	}
	return found;
}

// The schemas of one coalition, by kind; '' is the one for any file.
function schemasOf(folder) {
	const validators = {};

	for (const kind of ['', ...kinds]) {
		const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
		const words = ['cards', 'schema', ...(kind ? [kind] : []), '--routes', folder];
		const schema = JSON.parse(execFileSync('ks', words, { encoding: 'utf8' }));

		check(ajv.validateSchema(schema), `${folder} ${kind}`, ajv.errorsText());
		validators[kind] = ajv.compile(schema);
		validators[kind].said = () => ajv.errorsText(validators[kind].errors);
	}
	return validators;
}

function read(text, schema) {
	return YAML.parse(text, { schema, strict: true, version: '1.2' });
}

function checkFolder(folder) {
	const validators = schemasOf(folder);

	for (const file of filesOf(folder)) {
		const text = fs.readFileSync(file, 'utf8');

		for (const schema of ['failsafe', 'core']) {
			for (const kind of ['', kindOf(file)]) {
				check(validators[kind](read(text, schema)), `${file} (${schema})`, validators[kind].said());
			}
		}
	}
	return validators;
}

// ---- spoiling ----------------------------------------------------------------------------------

// Every place in a value, as a list of keys.
function places(value, at = [], found = []) {
	if (at.length) {
		found.push(at);
	}
	if (value && typeof value === 'object') {
		for (const key of Object.keys(value)) {
			places(value[key], [...at, key], found);
		}
	}
	return found;
}

function spoilt(value, at, how) {
	const copy = structuredClone(value);
	const key = at[at.length - 1];
	const inside = at.slice(0, -1).reduce((v, k) => v[k], copy);

	return how(inside, key) === false ? undefined : copy;
}

const ways = {
	gone: (v, k) => (Array.isArray(v) ? v.splice(k, 1) : delete v[k]),
	renamed: (v, k) => {
		if (Array.isArray(v)) {
			return false;
		}
		v[`${k}x`] = v[k];
		delete v[k];
		return true;
	},
	added: (v, k) => (v[k] && typeof v[k] === 'object' && !Array.isArray(v[k]) ? (v[k].surprise = 'x') : false),
	empty: (v, k) => { v[k] = ''; },
	word: (v, k) => { v[k] = 'Geen Idee'; },
	id: (v, k) => { v[k] = 'bestaat-niet'; },
	number: (v, k) => { v[k] = '-1'; },
	big: (v, k) => { v[k] = '1000001'; },
	list: (v, k) => { v[k] = []; },
	map: (v, k) => { v[k] = {}; },
	inList: (v, k) => { v[k] = [v[k]]; },
	inMap: (v, k) => { v[k] = { nl: v[k] }; },
	twice: (v, k) => (Array.isArray(v) ? v.push(structuredClone(v[k])) : false),
};

const counts = { both: 0, neither: 0, onlyKs: {}, onlySchema: 0 };

function codesOf(words) {
	const run = spawnSync('ks', ['cards', 'check', ...words, '--json'], { encoding: 'utf8' });

	return JSON.parse(run.stdout).errors.map((error) => error.code);
}

function compare(what, kind, refused, codes) {
	const differ = codes.length > 0 !== refused;
	const defines = kind !== 'card' && kind !== 'example';
	const known = codes.some((code) => code in onlyKs || (defines && lost.test(code)));

	counts.both += codes.length && refused ? 1 : 0;
	counts.neither += !codes.length && !refused ? 1 : 0;
	if (differ && codes.length) {
		counts.onlyKs[codes[0]] = (counts.onlyKs[codes[0]] || 0) + 1;
	}
	counts.onlySchema += differ && refused ? 1 : 0;
	check(!differ || (codes.length && known), what,
	      codes.length ? `only ks refuses it: ${codes}` : 'only the schema refuses it');
}

// The whole folder with one file in another shape.
function folderWith(folder, file, text) {
	const shelf = path.join(room, 'spoilt');

	fs.rmSync(shelf, { recursive: true, force: true });
	fs.cpSync(folder, shelf, { recursive: true });
	fs.writeFileSync(path.join(shelf, path.relative(folder, file)), text);
	return shelf;
}

function codesWith(folder, file, text) {
	const card = path.join(room, 'spoilt.yaml');

	if (kindOf(file) !== 'card') {
		return codesOf(['--routes', folderWith(folder, file, text)]);
	}
	fs.writeFileSync(card, text);
	return codesOf(['--routes', folder, card]);
}

// JSON is YAML, and every scalar of a failsafe reading is a string.
function spoil(folder, file, validators) {
	const value = read(fs.readFileSync(file, 'utf8'), 'failsafe');
	let n = 0;

	for (const at of places(value)) {
		for (const [name, how] of Object.entries(ways)) {
			const other = spoilt(value, at, how);

			if (other === undefined || n++ % every) {
				continue;
			}
			const codes = codesWith(folder, file, JSON.stringify(other, null, 1));
			compare(`${file} ${at.join('.')} ${name}`, kindOf(file), !validators[kindOf(file)](other), codes);
		}
	}
}

// ---- files made to be refused ------------------------------------------------------------------

// The coalition that tests/test_hostile.c puts its files in, from the header it is written in.
function smallCoalition() {
	const header = fs.readFileSync(path.join(top, 'tests/fuzz/small.h'), 'utf8');
	const entry = /\{\s*"((?:basis|wijk)\/[^"]+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\}/g;
	const shelf = path.join(room, 'small');

	for (const [, name, strings] of header.matchAll(entry)) {
		const text = strings.match(/"(?:[^"\\]|\\.)*"/g).map((string) => JSON.parse(string)).join('');

		fs.mkdirSync(path.dirname(path.join(shelf, name)), { recursive: true });
		fs.writeFileSync(path.join(shelf, name), text);
	}
	return path.join(shelf, 'wijk');
}

function checkHostile() {
	const hostile = path.join(top, 'tests/hostile');
	const validators = schemasOf(smallCoalition());
	const lines = fs.readFileSync(path.join(hostile, 'EXPECTED'), 'utf8').split('\n');

	for (const [name, what, code] of lines.map((line) => line.split(' '))) {
		if (!name.startsWith('cards/')) {
			continue;
		}
		const value = read(fs.readFileSync(path.join(hostile, name), 'utf8'), 'failsafe');
		const kind = ['coalition', 'sources', 'interventions'].find((key) => Object.keys(value)[0] === key) || 'card';

		compare(name, kind, !validators[kind](value), what === 'fine' ? [] : [code]);
	}
}

for (const name of ['landelijk', 'utrecht', 'deventer']) {
	checkFolder(path.join(top, 'routes', name));
}
const proef = path.join(top, 'tests/cli/proef');
const validators = checkFolder(proef);

filesOf(proef).forEach((file) => spoil(proef, file, validators));
checkHostile();
console.log(`cards-schema: spoilt ${JSON.stringify(counts)}`);
console.log(`cards-schema: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
